import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, TextLink, useStyles2 } from '@grafana/ui';
import type { ReachFieldsFragment } from '../../api/generated/graphql';
import { personName } from '../../words/people';
import { plain } from '../../words/plain';
import { wayText } from '../../words/ways';

/** How those who are on call are told of a page, and where they are reached by hand. */
export function Reach({ reach }: { reach: ReachFieldsFragment[] }) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list} aria-label={t('onCall.reach', 'How they are reached')}>
      {reach.map(({ person, standIn, kinds, ways, reason }, place) => {
        const told = standIn ?? person;
        const rest = kinds.filter((kind) => ways.every((way) => way.kind !== kind));
        return (
          <li key={person?.id ?? place}>
            {(reach.length > 1 || standIn) && (
              <span className={styles.name}>
                {standIn
                  ? t('onCall.standIn', '{{name}} is away; {{other}} is told', {
                      ...{ ...plain, name: personName(person), other: personName(standIn) },
                    })
                  : personName(person)}
              </span>
            )}
            {ways.length > 0 ? (
              <span>
                {waysText(ways)}
                {reason === 'NO_RULES' && (
                  <span className={styles.quiet}> ({t('onCall.noRules', 'no rules of their own')})</span>
                )}
                {reason === 'NO_USABLE_CONTACT' && (
                  <span className={styles.quiet}>
                    {' '}
                    ({t('onCall.noUsable', 'none of the contacts in their rules can be used')})
                  </span>
                )}
              </span>
            ) : (
              <span className={styles.bad}>
                <Icon name="exclamation-triangle" /> {t('onCall.noWay', 'No page can reach them')}
              </span>
            )}
            {rest.length > 0 && (
              <span className={styles.quiet}>
                {t('onCall.also', 'also: {{kinds}}', { ...plain, kinds: rest.map(wayText).join(', ') })}
              </span>
            )}
            {told?.email && (
              <TextLink href={`mailto:${told.email}`} external variant="bodySmall">
                {told.email}
              </TextLink>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Such as "Slack at once, then SMS after 5 min". */
function waysText(ways: ReachFieldsFragment['ways']): string {
  const texts = ways.map(({ kind, minutes }) =>
    minutes === 0
      ? t('onCall.wayNow', '{{way}} at once', { ...plain, way: wayText(kind) })
      : t('onCall.wayLater', '{{way}} after {{minutes}} min', { ...plain, way: wayText(kind), minutes })
  );
  return texts.join(t('onCall.then', ', then '));
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    ...{ listStyle: 'none', margin: 0, padding: 0 },
    '& > li': { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: theme.spacing(0, 1) },
  }),
  name: css({ fontWeight: theme.typography.fontWeightMedium }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  bad: css({ color: theme.colors.error.text }),
});
