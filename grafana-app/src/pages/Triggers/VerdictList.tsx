import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, useStyles2 } from '@grafana/ui';
import type { TriggerVerdictFragment } from '../../api/generated/graphql';
import { Quiet } from '../../components/Section/Section';
import { Why } from './Why';

/** What a trigger makes of stored events, each with the reason and the inputs that its playbook would get. */
export function VerdictList({ verdicts }: { verdicts: readonly TriggerVerdictFragment[] }) {
  const styles = useStyles2(getStyles);
  if (verdicts.length === 0) {
    return <Quiet>{t('triggers.verdict.none', 'There is nothing to look at.')}</Quiet>;
  }
  return (
    <ul className={styles.list}>
      {verdicts.map((verdict) => {
        const { event, matched, decision, notStarted, inputs, run, trigger } = verdict;
        const incident = event.incident as { number?: number; title?: string } | null;
        const stops = matched && notStarted != null;
        return (
          <li key={`${event.id} ${trigger?.id ?? ''}`} className={styles.row}>
            <div className={styles.head}>
              <Badge
                color={!matched ? 'blue' : stops ? 'orange' : 'green'}
                icon={!matched ? 'minus-circle' : stops ? 'ban' : 'check'}
                text={
                  !matched
                    ? t('triggers.verdict.no', 'Does not match')
                    : stops
                      ? t('triggers.verdict.stopped', 'Matches, starts nothing')
                      : run
                        ? t('triggers.verdict.started', 'Started')
                        : t('triggers.verdict.yes', 'Matches')
                }
              />
              <time dateTime={event.at} className={styles.quiet}>
                {dateTimeFormat(event.at, { format: 'MM-DD HH:mm:ss' })}
              </time>
              {incident && (
                <span className={styles.title}>
                  #{incident.number} {incident.title}
                </span>
              )}
            </div>
            {(!matched || stops) && (
              <Why reason={(notStarted ?? decision).reason} facts={(notStarted ?? decision).facts} />
            )}
            {inputs != null && Object.keys(inputs as object).length > 0 && (
              <code className={styles.code}>{JSON.stringify(inputs)}</code>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  row: css({ padding: theme.spacing(0.75, 0), borderBottom: `1px solid ${theme.colors.border.weak}`, minWidth: 0 }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1.5) }),
  title: css({ overflowWrap: 'anywhere' }),
  quiet: css({ color: theme.colors.text.secondary }),
  code: css({ maxWidth: '100%', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
});
