import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, TextLink, useStyles2 } from '@grafana/ui';
import type { OnCallFieldsFragment } from '../../api/generated/graphql';
import { plain } from '../../words/plain';
import { momentText, reasonText, whoText } from '../../words/schedules';
import { ownZone } from '../../time/ownZone';

interface Props {
  onCall: OnCallFieldsFragment;
  /** With the addresses of those who are on call. */
  reach?: boolean;
}

/** Who is on call now, until when, and who is next; times are by the viewer's clock. */
export function OnCallLine({ onCall, reach = false }: Props) {
  const styles = useStyles2(getStyles);
  const { people, reason, until, next, shadows } = onCall;
  const isNobody = people.length === 0;
  return (
    <div className={styles.line}>
      <div className={cx(styles.now, isNobody && styles.nobody)}>
        <Icon name={isNobody ? 'exclamation-triangle' : 'user'} /> <strong>{whoText(people)}</strong>
        {isNobody && <span>{reasonText(reason, null)}</span>}
        {(reason === 'OVERRIDE' || reason === 'SWAP') && (
          <span className={styles.quiet}>{reasonText(reason, null)}</span>
        )}
        <span className={styles.quiet}>
          {until
            ? t('schedule.until', 'until {{until}}', { ...plain, until: momentText(until, ownZone()) })
            : t('schedule.noEnd', 'for at least a year')}
        </span>
      </div>
      {reach && (
        <div className={styles.reach}>
          {people
            .flatMap((person) => person ?? [])
            .map(({ id, name, email }) =>
              email ? (
                <TextLink key={id} href={`mailto:${email}`} external inline={false}>
                  {email}
                </TextLink>
              ) : (
                <span key={id} className={styles.quiet}>
                  {t('onCall.noEmail', 'No e-mail address of {{name}} is known', { ...plain, name })}
                </span>
              )
            )}
        </div>
      )}
      <div className={styles.quiet}>
        {next
          ? t('schedule.next', 'Next: {{who}} from {{from}}', {
              ...{ ...plain, who: whoText(next.people), from: momentText(next.from, ownZone()) },
            })
          : t('schedule.noNext', 'Nobody else within a year')}
        {shadows.length > 0 && ` · ${t('schedule.shadows', 'Shadows: {{who}}', { ...plain, who: whoText(shadows) })}`}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({ minWidth: 0, overflowWrap: 'anywhere' }),
  now: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0, 1) }),
  nobody: css({ color: theme.colors.error.text }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  reach: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 2) }),
});
