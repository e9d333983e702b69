import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Dropdown, IconButton, Menu, useStyles2 } from '@grafana/ui';
import { ask } from '../../../api/ask';
import { found } from '../../../api/found';
import {
  ExportTimelineDocument,
  type IncidentHeadFragment,
  IncidentTimelineDocument,
  type TimelineFormat,
  type TimelineOrder,
} from '../../../api/generated/graphql';
import { toPage } from '../../../api/useList';
import { usePaged } from '../../../api/usePaged';
import { Failure } from '../../../components/Failure/Failure';
import { FilterPills } from '../../../components/FilterPills/FilterPills';
import { PagedRows, Quiet, Section } from '../../../components/Section/Section';
import { incidentKey } from '../useIncident';
import { Timeline } from '../Timeline';
import { saveText } from './saveText';
import { kindsOf, type StoryTopic, storyTopics, topicWords } from './storyTopics';

const PAGE = 50;

/** The entries of the incident's story that the page reads: all kinds, or those of some topics. */
export function useStory(id: string, topics: StoryTopic[], order: TimelineOrder) {
  const filter = topics.length === 0 ? null : { kinds: kindsOf(topics) };
  return usePaged(incidentKey(id, 'timeline', order, topics.join()), async (after, signal) => {
    const answer = await ask(IncidentTimelineDocument, { id, first: PAGE, after, filter, order }, signal);
    return toPage(found(answer.data.incident).timeline, answer);
  });
}

/** What happened, from either end, by topic, and to take along. */
export function Story({ incident, children }: { incident: IncidentHeadFragment; children: React.ReactNode }) {
  const styles = useStyles2(getStyles);
  const { id, number } = incident;
  const [topics, setTopics] = useState<StoryTopic[]>([]);
  const [order, setOrder] = useState<TimelineOrder>('NEWEST_FIRST');
  const [failed, setFailed] = useState<unknown>(null);
  const story = useStory(id, topics, order);
  const take = async (format: TimelineFormat) => {
    try {
      setFailed(null);
      const filter = topics.length === 0 ? null : { kinds: kindsOf(topics) };
      const { data } = await ask(ExportTimelineDocument, { id, format, filter });
      saveText(`incident-${number}-timeline.${format.toLowerCase()}`, found(data.incident).timelineExport);
    } catch (error) {
      setFailed(error);
    }
  };
  const flip =
    order === 'NEWEST_FIRST' ? t('incident.story.oldest', 'Oldest first') : t('incident.story.newest', 'Newest first');
  return (
    <Section
      title={t('incident.timeline', 'Timeline')}
      aside={
        <div className={styles.tools}>
          <IconButton
            name={order === 'NEWEST_FIRST' ? 'sort-amount-down' : 'sort-amount-up'}
            aria-label={flip}
            tooltip={flip}
            onClick={() => setOrder(order === 'NEWEST_FIRST' ? 'OLDEST_FIRST' : 'NEWEST_FIRST')}
          />
          <Dropdown
            placement="bottom-end"
            overlay={
              <Menu>
                <Menu.Item label={t('incident.story.csv', 'As CSV')} onClick={() => void take('CSV')} />
                <Menu.Item label={t('incident.story.json', 'As JSON')} onClick={() => void take('JSON')} />
              </Menu>
            }
          >
            <IconButton
              name="download-alt"
              aria-label={t('incident.story.export', 'Export the timeline')}
              tooltip={t('incident.story.export', 'Export the timeline')}
            />
          </Dropdown>
        </div>
      }
    >
      {children}
      <div className={styles.filter}>
        <FilterPills
          label={t('incident.story.filter', 'Show only')}
          options={storyTopics.map((topic) => ({ value: topic, ...topicWords(topic) }))}
          selected={topics}
          onChange={setTopics}
        />
      </div>
      {failed ? <Failure error={failed} /> : null}
      <PagedRows
        list={story}
        empty={
          <Quiet>
            {topics.length === 0
              ? t('incident.noTimeline', 'Nothing is recorded yet.')
              : t('incident.story.none', 'Nothing of this kind is recorded.')}
          </Quiet>
        }
      >
        {(rows) => <Timeline entries={rows} />}
      </PagedRows>
    </Section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tools: css({ display: 'flex', gap: theme.spacing(1) }),
  filter: css({ marginBottom: theme.spacing(2) }),
});
