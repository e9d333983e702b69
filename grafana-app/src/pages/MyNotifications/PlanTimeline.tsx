import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, Combobox, Stack, Switch, useStyles2 } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  type NotificationSettingsInput,
  type PlannedPageReason,
  PreviewNotificationsDocument,
  type Severity,
} from '../../api/generated/graphql';
import { language } from '../../api/language';
import { FormFailure } from '../../components/Failure/FormFailure';
import { HiddenLabel } from '../../components/HiddenLabel/HiddenLabel';
import { Section } from '../../components/Section/Section';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { formatSpan } from '../../time/formatSpan';
import { severityLook } from '../../words/incidents';
import { plain } from '../../words/plain';
import { momentText } from '../../words/schedules';
import { type ContactView, notificationsKey } from './useNotifications';
import { ownZone } from '../../time/ownZone';

export const severities: Severity[] = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFO'];
interface Props {
  /** The settings as they are being written. */
  input: NotificationSettingsInput;
  contacts: ContactView[];
}

/** "If you were paged now, you would be told…": the settings walked through, drawn from top to bottom. */
export function PlanTimeline({ input, contacts }: Props) {
  const styles = useStyles2(getStyles);
  const [severity, setSeverity] = useState<Severity>('HIGH');
  const [important, setImportant] = useState(false);
  const { data, error, isPending } = useQuery({
    queryKey: [...notificationsKey, 'plan', input, severity, important, contacts],
    queryFn: async ({ signal }) => {
      const pages = (await ask(PreviewNotificationsDocument, { input, severity, important }, signal)).data
        .previewNotifications;
      return { pages, at: Date.now() };
    },
    placeholderData: (previous) => previous,
  });
  return (
    <Section
      title={t('my.plan', 'If you were paged now')}
      aside={
        <Stack gap={1} alignItems="center" wrap="wrap">
          <HiddenLabel htmlFor="plan-severity" text={t('my.severity', 'Severity')} />
          <Combobox<Severity>
            width={18}
            id="plan-severity"
            value={severity}
            options={severities.map((value) => ({ value, label: severityLook(value).text }))}
            onChange={({ value }) => setSeverity(value)}
          />
          <Switch
            id="plan-important"
            aria-label={t('my.isImportant', 'Important')}
            value={important}
            onChange={({ currentTarget }) => setImportant(currentTarget.checked)}
          />
          <label htmlFor="plan-important">{t('my.isImportant', 'Important')}</label>
        </Stack>
      }
    >
      <FormFailure error={error} />
      {isPending && <Skeleton rows={2} />}
      {data && !error && data.pages.length === 0 && (
        <Alert severity="error" title={t('my.unreachable', 'You would not be told at all')}>
          {t('my.unreachableHelp', 'There is no contact that is verified and whose channel is on.')}
        </Alert>
      )}
      {data && !error && (
        <ol className={styles.line} aria-label={t('my.plan', 'If you were paged now')}>
          {data.pages.map(({ at, contactId, reason }) => {
            const contact = contacts.find(({ id }) => id === contactId);
            return (
              <li key={`${at}${contactId}`} className={styles.stop}>
                <span className={styles.time}>{whenText(Date.parse(at), data.at)}</span>
                <span className={styles.dot} aria-hidden />
                <span>
                  <strong>{contact?.label ?? contactId}</strong>{' '}
                  <span className={styles.quiet}>
                    {contact?.kind} · {reasonText(reason)}
                  </span>
                </span>
              </li>
            );
          })}
        </ol>
      )}
    </Section>
  );
}

function whenText(at: number, asked: number): string {
  const after = at - asked;
  if (after < 30_000) {
    return t('my.atOnce', 'at once');
  }
  return after < 6 * 3_600_000
    ? t('my.after', 'after {{span}}', { ...plain, span: formatSpan(Math.round(after / 60_000) * 60_000, language()) })
    : momentText(at, ownZone());
}

function reasonText(reason: PlannedPageReason): string {
  switch (reason) {
    case 'RULE':
      return t('my.reason.rule', 'by your rules');
    case 'AFTER_QUIET_HOURS':
      return t('my.reason.quiet', 'after your quiet hours');
    case 'DIGEST':
      return t('my.reason.digest', 'once a day');
    case 'NO_RULES':
      return t('my.reason.noRules', 'since you have no rules');
    case 'NO_USABLE_CONTACT':
      return t('my.reason.noUsable', 'since no contact of your rules can be used');
    default:
      return reason satisfies never;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({ listStyle: 'none', margin: 0, padding: 0 }),
  stop: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(90px, 170px) 20px 1fr',
    alignItems: 'center',
    position: 'relative',
    padding: theme.spacing(0.75, 0),
    '&:not(:last-child) > span:nth-of-type(2)::after': {
      content: '""',
      position: 'absolute',
      top: '50%',
      left: 4,
      width: 2,
      height: 'calc(100% + 24px)',
      background: theme.colors.border.medium,
    },
  }),
  time: css({ color: theme.colors.text.secondary, textAlign: 'right', paddingRight: theme.spacing(1.5) }),
  dot: css({
    position: 'relative',
    width: 10,
    height: 10,
    borderRadius: theme.shape.radius.circle,
    background: theme.colors.primary.main,
    zIndex: 1,
  }),
  quiet: css({ color: theme.colors.text.secondary }),
});
