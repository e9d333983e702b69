import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2, textUtil } from '@grafana/data';
import { t } from '@grafana/i18n';
import { TextLink, useStyles2 } from '@grafana/ui';
import { IncidentChangesDocument } from '../../../api/generated/graphql';
import { language } from '../../../api/language';
import { PagedRows, Quiet, Section } from '../../../components/Section/Section';
import { formatSpan } from '../../../time/formatSpan';
import { plain } from '../../../words/plain';
import { useIncidentPart } from '../useIncident';

/** What was changed shortly before the incident and during it; what has most in common with it stands first. */
export function Changes({ id, openedAt, labels }: { id: string; openedAt: string; labels: Record<string, string> }) {
  const styles = useStyles2(getStyles);
  const list = useIncidentPart(id, 'changes', IncidentChangesDocument, (of) => of.changesNear);
  return (
    <Section title={t('incident.changes.title', 'Changes near it')}>
      <PagedRows
        list={list}
        skeletonRows={1}
        empty={<Quiet>{t('incident.changes.none', 'No change is known from two hours before it until now.')}</Quiet>}
      >
        {(rows) => (
          <ul className={styles.list}>
            {rows.map((change) => {
              const shared = Object.entries(change.labels).filter(([name, value]) => labels[name] === value);
              return (
                <li key={change.id} className={styles.change}>
                  <div className={styles.summary}>{change.summary}</div>
                  <div className={styles.told} title={dateTimeFormat(change.at)}>
                    {[whenText(change.at, openedAt), change.source, change.integrationName]
                      .filter((part) => part)
                      .join(' · ')}
                  </div>
                  {(shared.length > 0 || change.links.length > 0) && (
                    <div className={styles.more}>
                      {shared.map(([name, value]) => (
                        <span key={name} className={styles.chip}>
                          {name}={value}
                        </span>
                      ))}
                      {change.links.map(({ href, text }) => (
                        <TextLink
                          key={href}
                          href={textUtil.sanitizeUrl(href)}
                          external
                          inline={false}
                          variant="bodySmall"
                        >
                          {text}
                        </TextLink>
                      ))}
                    </div>
                  )}
                </li>
              );
            })}
          </ul>
        )}
      </PagedRows>
    </Section>
  );
}

/** How long before or after the incident began: what a reader asks of a change first. */
function whenText(at: string, openedAt: string): string {
  const after = Date.parse(at) - Date.parse(openedAt);
  const span = formatSpan(Math.abs(after), language());
  return after <= 0
    ? t('incident.changes.before', '{{span}} before it opened', { ...plain, span })
    : t('incident.changes.after', '{{span}} after it opened', { ...plain, span });
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  change: css({ padding: theme.spacing(0.5, 0), minWidth: 0 }),
  summary: css({ overflowWrap: 'anywhere' }),
  told: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  more: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1) }),
  chip: css({
    padding: theme.spacing(0, 0.75),
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
