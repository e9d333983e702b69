import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { IconButton, TextLink, useStyles2 } from '@grafana/ui';
import type { IncidentHeadFragment, IncidentNameFragment, IncidentRelationship } from '../../../api/generated/graphql';
import { Failure } from '../../../components/Failure/Failure';
import { Look } from '../../../components/Look/Look';
import { Section } from '../../../components/Section/Section';
import { paths } from '../../../routing/paths';
import { incidentStatusLook } from '../../../words/incidents';
import { plain } from '../../../words/plain';
import { useReasonAgainst } from '../../../api/useReasonAgainst';
import type { IncidentVerbs } from '../useIncidentVerbs';

/** Other incidents: what this one is to them, and those that became part of it. Nothing at all when there are none. */
export function Related({ incident, verbs: { unrelate } }: { incident: IncidentHeadFragment; verbs: IncidentVerbs }) {
  const styles = useStyles2(getStyles);
  const reason = useReasonAgainst()('incidents:edit');
  const merged = incident.mergedIncidents.edges.map(({ node }) => node);
  if (incident.relations.length === 0 && merged.length === 0) {
    return null;
  }
  return (
    <Section title={t('incident.related.title', 'Related incidents')}>
      {unrelate.error ? <Failure error={unrelate.error} /> : null}
      <ul className={styles.list}>
        {merged.map((other) => (
          <Row key={other.id} words={t('incident.related.merged', 'Merged into this')} incident={other} />
        ))}
        {incident.relations.map(({ relationship, incident: other }) => (
          <Row key={other.id} words={relationshipWords(relationship)} incident={other}>
            {reason === undefined && (
              <IconButton
                name="times"
                size="sm"
                aria-label={t('incident.related.remove', 'Remove the relation to #{{number}}', {
                  ...plain,
                  number: other.number,
                })}
                tooltip={t('incident.related.removeShort', 'Remove the relation')}
                onClick={() => unrelate.mutate(other.id)}
              />
            )}
          </Row>
        ))}
      </ul>
    </Section>
  );
}

function Row({
  words,
  incident: { id, number, title, status },
  children,
}: {
  words: string;
  incident: IncidentNameFragment;
  children?: React.ReactNode;
}) {
  const styles = useStyles2(getStyles);
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <span className={styles.relation}>{words}</span>{' '}
        <TextLink href={paths.incident(id)} inline>{`#${number} ${title}`}</TextLink>
      </div>
      <Look look={incidentStatusLook(status)} />
      {children}
    </li>
  );
}

function relationshipWords(relationship: IncidentRelationship): string {
  switch (relationship) {
    case 'RELATED':
      return t('incident.related.related', 'Related to');
    case 'CAUSES':
      return t('incident.related.causes', 'Causes');
    case 'CAUSED_BY':
      return t('incident.related.causedBy', 'Caused by');
    case 'DUPLICATES':
      return t('incident.related.duplicates', 'Duplicate of');
    case 'DUPLICATED_BY':
      return t('incident.related.duplicatedBy', 'Duplicated by');
    default:
      return relationship satisfies never;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  row: css({ display: 'flex', alignItems: 'baseline', gap: theme.spacing(1), padding: theme.spacing(0.25, 0) }),
  words: css({ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }),
  relation: css({ color: theme.colors.text.secondary }),
});
