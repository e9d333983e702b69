import type { IconName } from '@grafana/data';
import { t } from '@grafana/i18n';

/** What entries of a story are about; a reader thinks of topics, not of forty kinds. */
export const storyTopics = ['notes', 'states', 'work', 'alerts', 'notices', 'automation'] as const;
export type StoryTopic = (typeof storyTopics)[number];

const kinds: Record<StoryTopic, string[]> = {
  notes: ['note', 'update'],
  states: ['opened', 'acknowledged', 'unacknowledged', 'snoozed', 'woken', 'resolved', 'severity_set', 'priority_set'],
  work: [
    ...['assigned', 'unassigned', 'owner_set', 'privacy_set', 'role_given', 'role_taken', 'task_added', 'task_changed'],
    ...['link_added', 'link_removed', 'title_set', 'related', 'unrelated', 'merged_away', 'merged_in', 'unmerged'],
    ...['split_off', 'correlated', 'correlation_dismissed'],
    ...['attachment_added', 'attachment_removed'],
  ],
  alerts: ['opened', 'alert_joined', 'alert_resolved', 'merged_in', 'split_off'],
  notices: ['flushed', 'notified', 'notify_failed', 'notify_cancelled', 'quieted', 'quiet_ending', 'quiet_ended'],
  automation: ['run_started', 'run_succeeded', 'run_failed', 'run_not_started', 'insight'],
};

/** The kinds of entries of some topics. */
export function kindsOf(topics: StoryTopic[]): string[] {
  return [...new Set(topics.flatMap((topic) => kinds[topic]))];
}

export function topicWords(topic: StoryTopic): { text: string; icon: IconName } {
  switch (topic) {
    case 'notes':
      return { text: t('topic.notes', 'Notes'), icon: 'comment-alt' };
    case 'states':
      return { text: t('topic.states', 'Status'), icon: 'eye' };
    case 'work':
      return { text: t('topic.work', 'Work'), icon: 'users-alt' };
    case 'alerts':
      return { text: t('topic.alerts', 'Alerts'), icon: 'bell' };
    case 'notices':
      return { text: t('topic.notices', 'Notifications'), icon: 'envelope' };
    case 'automation':
      return { text: t('topic.automation', 'Automation'), icon: 'play' };
    default:
      return topic satisfies never;
  }
}
