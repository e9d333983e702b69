import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, Icon, Tooltip, useStyles2 } from '@grafana/ui';
import { language } from '../../api/language';
import type { SilenceRowFragment } from '../../api/generated/graphql';
import { useViewer } from '../../api/useViewer';
import { Look } from '../../components/Look/Look';
import { formatSpan } from '../../time/formatSpan';
import { useNow } from '../../time/useNow';
import { plain } from '../../words/plain';
import { silenceStateLook } from '../../words/quiet';
import { Matchers } from './Matchers';
import { spanText } from './ScheduleFields';
import type { SilenceVerb } from './useSilences';
import { useQuietPolicy } from './useQuietPolicy';

interface Props {
  silence: SilenceRowFragment;
  busy: boolean;
  edit(): void;
  act(verb: SilenceVerb): void;
}

/** One silence: what it mutes, why, who asked, until when, and what can be done about it. */
export function SilenceRow({ silence, busy, edit, act }: Props) {
  const styles = useStyles2(getStyles);
  const { state, comment, matchers, firing, createdBy, createdByPerson, recurrence } = silence;
  const { data: viewer } = useViewer();
  const may = (permission: string) => viewer?.permissions.includes(permission) ?? false;
  const isOver = state === 'EXPIRED' || state === 'REJECTED';
  const editText = isOver ? t('silences.recreate', 'Again…') : t('silences.edit', 'Change…');
  const who = createdBy || createdByPerson?.name;
  return (
    <div role="row" className={styles.row}>
      <span role="cell" className={styles.state}>
        <Look look={silenceStateLook(state)} filled />
      </span>
      <span role="cell" className={styles.what}>
        <span className={styles.comment} title={comment}>
          {comment}
        </span>
        <Matchers matchers={matchers} />
      </span>
      <span role="cell" className={styles.when}>
        <CountDown silence={silence} />
        {recurrence && (
          <span className={styles.weak} title={recurrence.rule}>
            <Icon name="repeat" size="sm" /> {recurrence.rule.replace(/^FREQ=/, '')} ·{' '}
            {spanText(recurrence.durationSeconds)} · {recurrence.timeZone}
          </span>
        )}
        {who && <span className={styles.weak}>{t('silences.by', 'by {{who}}', { ...plain, who })}</span>}
      </span>
      <span role="cell" className={styles.firing}>
        {!isOver && t('silences.mutes', '{{count}} firing', { ...plain, count: firing })}
      </span>
      <span role="cell" className={styles.verbs}>
        {state === 'WAITING_APPROVAL' && (
          <>
            <Button
              size="sm"
              variant="success"
              icon="check"
              disabled={busy || !may('silences:approve')}
              onClick={() => act('approve')}
            >
              <Trans i18nKey="silences.approve">Approve</Trans>
            </Button>
            <Button
              size="sm"
              variant="destructive"
              fill="outline"
              disabled={busy || !may('silences:approve')}
              onClick={() => act('reject')}
            >
              <Trans i18nKey="silences.reject">Reject</Trans>
            </Button>
          </>
        )}
        <Button
          size="sm"
          variant="secondary"
          icon={isOver ? 'repeat' : 'pen'}
          aria-label={editText}
          tooltip={editText}
          disabled={!may('silences:manage')}
          onClick={edit}
        />
        {!isOver && (
          <Button
            size="sm"
            variant="secondary"
            icon={busy ? 'spinner' : 'times'}
            aria-label={t('silences.expire', 'End now')}
            disabled={busy || !may('silences:manage')}
            onClick={() => act('expire')}
          >
            {state !== 'WAITING_APPROVAL' && t('silences.expire', 'End now')}
          </Button>
        )}
      </span>
    </div>
  );
}

/** How long it lasts, or until it begins, ticking; the exact times are in the tooltip. */
function CountDown({ silence: { state, window, endsAt, startsAt } }: Pick<Props, 'silence'>) {
  const now = useNow();
  const styles = useStyles2(getStyles);
  // An end is soon when the platform tells of it too. What is shorter than four times the lead is always near its end.
  const soonMs = (useQuietPolicy().data?.endingLeadMinutes ?? 0) * 60_000;
  const left = window ? Date.parse(window.until) - now : Infinity;
  const isSoon =
    state === 'ACTIVE' &&
    window !== undefined &&
    window !== null &&
    left <= soonMs &&
    Date.parse(window.until) - Date.parse(window.from) >= 4 * soonMs;
  const span = (until: string) => formatSpan(Date.parse(until) - now, language());
  const text =
    state === 'ACTIVE' && window
      ? t('silences.endsIn', 'ends in {{span}}', { ...plain, span: span(window.until) })
      : state === 'PENDING' && window
        ? t('silences.startsIn', 'starts in {{span}}', { ...plain, span: span(window.from) })
        : state === 'WAITING_APPROVAL'
          ? t('silences.until', 'until {{time}}', { ...plain, time: dateTimeFormat(endsAt) })
          : t('silences.ended', 'ended {{time}}', { ...plain, time: dateTimeFormat(endsAt) });
  const from = window?.from ?? startsAt;
  const until = window?.until ?? endsAt;
  return (
    <Tooltip content={`${dateTimeFormat(from)} – ${dateTimeFormat(until)}`}>
      <time dateTime={until} tabIndex={-1} className={isSoon ? styles.soon : undefined}>
        {isSoon && <Icon name="clock-nine" size="sm" />} {text}
        {isSoon && ` · ${t('silences.soon', 'expires soon')}`}
      </time>
    </Tooltip>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const narrow = theme.breakpoints.down('lg');
  const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
  return {
    row: css({
      display: 'grid',
      gridTemplateColumns: '168px minmax(180px, 4fr) minmax(150px, 2fr) 80px 226px',
      alignItems: 'center',
      gap: theme.spacing(0, 2),
      padding: theme.spacing(1),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      '&:hover': { background: theme.colors.action.hover },
      [narrow]: {
        gridTemplateColumns: '1fr auto',
        gridTemplateAreas: '"state firing" "what what" "when when" "verbs verbs"',
        gap: theme.spacing(1),
      },
    }),
    state: css({ minWidth: 0, [narrow]: { gridArea: 'state' } }),
    what: css({
      minWidth: 0,
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(0.5),
      [narrow]: { gridArea: 'what' },
    }),
    comment: css({
      ...cut,
      fontWeight: theme.typography.fontWeightMedium,
      [narrow]: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
    }),
    when: css({
      minWidth: 0,
      display: 'flex',
      flexDirection: 'column',
      fontVariantNumeric: 'tabular-nums',
      [narrow]: { gridArea: 'when' },
    }),
    soon: css({ color: theme.colors.warning.text, fontWeight: theme.typography.fontWeightMedium }),
    weak: css({ ...cut, color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
    firing: css({ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums', [narrow]: { gridArea: 'firing' } }),
    verbs: css({
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'flex-end',
      gap: theme.spacing(0.5),
      [narrow]: { gridArea: 'verbs', justifyContent: 'flex-start' },
    }),
  };
};
