import React, { type RefObject } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import {
  type IncidentHeadFragment,
  IncidentInsightsDocument,
  IncidentResourcesDocument,
} from '../../api/generated/graphql';
import { Labels } from '../../components/Labels/Labels';
import { PagedRows, Quiet, Section } from '../../components/Section/Section';
import { ResourceLinks } from '../../components/ResourceLinks/ResourceLinks';
import { TimeAxis } from '../../components/TimeAxis/TimeAxis';
import type { IncidentAlert } from './IncidentAlerts';
import { Insights } from './Insights';
import { Attachments } from './parts/Attachments';
import { Changes } from './parts/Changes';
import { Composer } from './parts/Composer';
import { Links } from './parts/Links';
import { Related } from './parts/Related';
import { SameProblem } from './parts/SameProblem';
import { Similar } from './parts/Similar';
import { Story, useStory } from './parts/Story';
import { Tasks } from './parts/Tasks';
import { useIncidentPart } from './useIncident';
import type { IncidentVerbs } from './useIncidentVerbs';
import { useUploads } from './useUploads';

interface Props {
  incident: IncidentHeadFragment;
  alerts: IncidentAlert[];
  verbs: IncidentVerbs;
  note: RefObject<HTMLTextAreaElement>;
}

/** The incident at a glance: the axis of time, what happened, who is suspected, what is affected. */
export function Overview({ incident, alerts, verbs, note }: Props) {
  const styles = useStyles2(getStyles);
  const { id } = incident;
  const uploads = useUploads(id);
  const story = useStory(id, [], 'NEWEST_FIRST');
  const insights = useIncidentPart(id, 'insights', IncidentInsightsDocument, (of) => of.insights);
  const resources = useIncidentPart(id, 'resources', IncidentResourcesDocument, (of) => of.resources);
  return (
    <>
      <Section title={t('incident.axis', 'Over time')}>
        <TimeAxis incident={incident} alerts={alerts} entries={story.rows} />
      </Section>
      <div className={styles.columns}>
        <div className={styles.main}>
          <Story incident={incident}>
            <Composer verbs={verbs} field={note} attach={uploads.send} incidentId={id} />
          </Story>
        </div>
        <div className={styles.side}>
          <SameProblem id={id} />
          <Section title={t('incident.insights', 'Probable cause')}>
            <PagedRows
              list={insights}
              skeletonRows={2}
              empty={
                <Quiet>
                  {t('incident.noInsights', 'The analysis starts once the lineage of the alerts is recorded.')}
                </Quiet>
              }
            >
              {(rows) => <Insights insights={rows} />}
            </PagedRows>
          </Section>
          <Changes id={id} openedAt={incident.openedAt} labels={incident.labels} />
          <Similar id={id} />
          <Tasks id={id} verbs={verbs} />
          <Related incident={incident} verbs={verbs} />
          <Attachments id={id} uploads={uploads} />
          <Links id={id} verbs={verbs} />
          <Section title={t('incident.resources', 'Resources')}>
            <PagedRows
              list={resources}
              skeletonRows={1}
              empty={<Quiet>{t('incident.noResources', 'No resource is named by the labels of its alerts.')}</Quiet>}
            >
              {(rows) => <ResourceLinks resources={rows} />}
            </PagedRows>
          </Section>
          <Section title={t('incident.labels', 'Labels')}>
            {Object.keys(incident.labels).length > 0 ? (
              <Labels labels={incident.labels} />
            ) : (
              <Quiet>{t('incident.noLabels', 'Its alerts have no label in common.')}</Quiet>
            )}
          </Section>
        </div>
      </div>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  columns: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 4) }),
  main: css({ flex: '3 1 440px', minWidth: 0, [theme.breakpoints.down('md')]: { order: 2, flexBasis: '100%' } }),
  side: css({
    flex: '2 1 300px',
    minWidth: 0,
    maxWidth: '100%',
    [theme.breakpoints.down('md')]: { order: 1, flexBasis: '100%' },
  }),
});
