import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { PreviewNoticeQuery } from '../../api/generated/graphql';

export type PreviewedNotice = PreviewNoticeQuery['previewNotice'];

/** A notice as its readers will meet it: plain, but in the shape of the service that shows it. */
export function NoticeLook({ kind, notice }: { kind: string; notice: PreviewedNotice }) {
  const styles = useStyles2(getStyles);
  const Look = looks[kind] ?? Card;
  return (
    <figure className={styles.frame} aria-label={t('templates.look', 'How it will look')}>
      <Look notice={notice} />
    </figure>
  );
}

interface Props {
  notice: PreviewedNotice;
}

/** A bar in the colour of the tone, a bold first line, fields in two columns and buttons: Slack's attachments. */
function Slack({ notice }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.chat}>
      <Avatar />
      <div className={styles.message}>
        <Sender app />
        <div className={styles.attachment} style={{ borderLeftColor: toneColor(notice.tone) }}>
          <strong>{notice.subject}</strong>
          <Text text={notice.text} />
          <Facts notice={notice} columns />
          <Buttons notice={notice} link />
        </div>
      </div>
    </div>
  );
}

/** The list's line above, the letter below. */
function Mail({ notice }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.mail}>
      <div className={styles.mailHead}>
        <div>
          <span className={styles.faint}>{t('templates.from', 'From')}</span> SRE Platform
        </div>
        <div>
          <span className={styles.faint}>{t('templates.subjectLine', 'Subject')}</span>{' '}
          <strong>{notice.subject}</strong>
        </div>
      </div>
      <div className={styles.stripe} style={{ background: toneColor(notice.tone) }} />
      <div className={styles.mailBody}>
        <Text text={notice.text} />
        <Facts notice={notice} />
        <Buttons notice={notice} link />
      </div>
    </div>
  );
}

/** A bubble with the keyboard below it, across its whole width. */
function Telegram({ notice }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.wallpaper}>
      <div className={styles.bubble}>
        <strong>{notice.subject}</strong>
        <Text text={notice.text} />
        <Facts notice={notice} />
      </div>
      <div className={styles.keyboard}>
        {[...notice.actions, ...(notice.link == null ? [] : [notice.link])].map((label) => (
          <span key={label} className={styles.key}>
            {label}
          </span>
        ))}
      </div>
    </div>
  );
}

/** What fits on a lock screen. */
function Push({ notice }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.push}>
      <div className={styles.faint}>SRE Platform · {t('templates.now', 'now')}</div>
      <strong>{notice.subject}</strong>
      <Text text={notice.text} />
    </div>
  );
}

/** A short message: one bubble of text. */
function Sms({ notice }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.phone}>
      <div className={cx(styles.bubble, styles.gray)}>{[notice.subject, notice.text].filter(Boolean).join('\n')}</div>
    </div>
  );
}

/** What a voice reads out. */
function Voice({ notice }: Props) {
  const styles = useStyles2(getStyles);
  return <blockquote className={styles.voice}>“{[notice.subject, notice.text].filter(Boolean).join('. ')}”</blockquote>;
}

/** A card with a coloured edge, as Teams, Discord and others show one. */
function Card({ notice }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.card} style={{ borderTopColor: toneColor(notice.tone) }}>
      <Sender />
      <strong className={styles.cardTitle}>{notice.subject}</strong>
      <Text text={notice.text} />
      <Facts notice={notice} columns />
      <Buttons notice={notice} link />
    </div>
  );
}

const looks: Record<string, React.ComponentType<Props>> = {
  slack: Slack,
  email: Mail,
  telegram: Telegram,
  ntfy: Push,
  webpush: Push,
  sms: Sms,
  voice: Voice,
};

function Avatar() {
  return <div className={useStyles2(getStyles).avatar}>SRE</div>;
}

function Sender({ app = false }: { app?: boolean }) {
  const styles = useStyles2(getStyles);
  return (
    <div>
      <strong>SRE Platform</strong> {app && <span className={styles.app}>APP</span>}{' '}
      <span className={styles.faint}>12:00</span>
    </div>
  );
}

function Text({ text }: { text: string | null }) {
  const styles = useStyles2(getStyles);
  return text === null ? null : <div className={styles.text}>{text}</div>;
}

function Facts({ notice, columns = false }: Props & { columns?: boolean }) {
  const styles = useStyles2(getStyles);
  return notice.facts.length === 0 ? null : (
    <dl className={columns ? styles.columns : styles.facts}>
      {notice.facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Buttons({ notice, link }: Props & { link: boolean }) {
  const styles = useStyles2(getStyles);
  const labels = [...notice.actions, ...(link && notice.link != null ? [notice.link] : [])];
  return labels.length === 0 ? null : (
    <div className={styles.buttons}>
      {labels.map((label) => (
        <span key={label} className={styles.button}>
          {label}
        </span>
      ))}
    </div>
  );
}

/** The colours that the platform itself sends, whatever the theme of the reader's Grafana is. */
function toneColor(tone: string): string {
  return tones[tone] ?? '#8e8e8e';
}

const tones: Record<string, string> = {
  critical: '#e02f44',
  high: '#ff780a',
  medium: '#f2cc0c',
  low: '#73bf69',
  info: '#5794f2',
  acknowledged: '#8f3bb8',
  resolved: '#56a64b',
};

const getStyles = (theme: GrafanaTheme2) => {
  const quiet = { color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize };
  const box = {
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  };
  return {
    frame: css({ margin: 0, overflowWrap: 'anywhere', minWidth: 0 }),
    chat: css({ ...box, display: 'flex', gap: theme.spacing(1), padding: theme.spacing(1.5) }),
    avatar: css({
      flex: 'none',
      width: 36,
      height: 36,
      display: 'grid',
      placeItems: 'center',
      borderRadius: theme.shape.radius.default,
      background: theme.colors.primary.main,
      color: theme.colors.primary.contrastText,
      fontSize: 11,
      fontWeight: theme.typography.fontWeightBold,
    }),
    message: css({ minWidth: 0, flex: 1 }),
    app: css({
      padding: theme.spacing(0, 0.5),
      borderRadius: theme.shape.radius.default,
      background: theme.colors.background.secondary,
      ...quiet,
    }),
    faint: css(quiet),
    attachment: css({
      marginTop: theme.spacing(0.5),
      padding: theme.spacing(0.5, 1.5),
      borderLeft: '4px solid',
      borderRadius: theme.shape.radius.default,
    }),
    text: css({ whiteSpace: 'pre-wrap', marginTop: theme.spacing(0.5) }),
    facts: css({
      margin: theme.spacing(1, 0, 0),
      '& > div': { display: 'flex', gap: theme.spacing(1) },
      '& dt': { ...quiet, flex: 'none' },
      '& dd': { margin: 0 },
    }),
    columns: css({
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(130px, 1fr))',
      gap: theme.spacing(0.5, 2),
      margin: theme.spacing(1, 0, 0),
      '& dt': { fontWeight: theme.typography.fontWeightMedium },
      '& dd': { margin: 0 },
    }),
    buttons: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginTop: theme.spacing(1) }),
    button: css({
      padding: theme.spacing(0.25, 1.5),
      border: `1px solid ${theme.colors.border.medium}`,
      borderRadius: theme.shape.radius.default,
      fontSize: theme.typography.bodySmall.fontSize,
      fontWeight: theme.typography.fontWeightMedium,
    }),
    mail: css(box),
    mailHead: css({ padding: theme.spacing(1, 1.5), borderBottom: `1px solid ${theme.colors.border.weak}` }),
    stripe: css({ height: 4 }),
    mailBody: css({ padding: theme.spacing(1.5) }),
    wallpaper: css({
      padding: theme.spacing(2),
      borderRadius: theme.shape.radius.default,
      background: theme.colors.background.secondary,
    }),
    bubble: css({
      maxWidth: 380,
      padding: theme.spacing(1, 1.5),
      borderRadius: '12px 12px 12px 4px',
      background: theme.colors.background.primary,
      border: `1px solid ${theme.colors.border.weak}`,
      whiteSpace: 'pre-wrap',
    }),
    gray: css({ background: theme.colors.background.secondary }),
    keyboard: css({ display: 'flex', flexWrap: 'wrap', gap: 4, maxWidth: 380, marginTop: 4 }),
    key: css({
      flex: '1 1 40%',
      padding: theme.spacing(0.5),
      textAlign: 'center',
      borderRadius: 8,
      background: theme.colors.action.selected,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    push: css({ ...box, maxWidth: 380, padding: theme.spacing(1, 1.5), borderRadius: 16 }),
    phone: css({ ...box, padding: theme.spacing(2) }),
    voice: css({ margin: 0, fontStyle: 'italic' }),
    card: css({ ...box, padding: theme.spacing(1.5), borderTop: '4px solid' }),
    cardTitle: css({ display: 'block', marginTop: theme.spacing(0.5) }),
  };
};
