import type { IconName } from '@grafana/data';
import { t } from '@grafana/i18n';
import { asRecord } from '../api/errors';
import { readable } from './outcomes';

/** What the wording of a timeline entry needs to know of it. */
export interface Entry {
  kind: string;
  actor?: { name: string } | null;
  text?: string | null;
  facts: unknown;
}

/** An entry in words, with its icon and the name of its colour. `quote` is free text that a person wrote. */
export interface EntryWords {
  text: string;
  icon: IconName;
  color: string;
  quote?: string;
  /** Whether the words say all that the facts hold; otherwise the facts are offered as they are. */
  complete: boolean;
}

/** Words an entry of an incident's timeline. A kind this version does not know is named as it is, with its facts beside it. */
export function describeEntry(entry: Entry): EntryWords {
  const known = kinds[entry.kind];
  if (known === undefined) {
    return { text: readable(entry.kind), icon: 'circle', color: 'text', quote: entry.text ?? undefined, complete: false };
  }
  const { icon, color, words, complete = true } = known;
  return { icon, color, complete, text: words(entry, reader(entry.facts)), quote: entry.text ?? undefined };
}

type Read = (...names: string[]) => string | undefined;

/** Reads the first of the named facts that is a text or a number. */
function reader(facts: unknown): Read {
  const record = asRecord(facts);
  return (...names) => {
    const value = names.map((name) => record[name]).find((found) => typeof found === 'string' || typeof found === 'number');
    return value === undefined ? undefined : String(value);
  };
}

interface Kind {
  icon: IconName;
  color: string;
  complete?: boolean;
  words(entry: Entry, read: Read): string;
}

const kinds: Record<string, Kind> = {
  opened: {
    icon: 'fire',
    color: 'red',
    words: (_, read) => {
      const alert = read('alertName', 'name');
      return alert === undefined
        ? t('timeline.opened', 'Incident opened')
        : t('timeline.openedBy', 'Incident opened by the alert {{alert}}', { alert });
    },
  },
  alert_joined: {
    icon: 'bell',
    color: 'orange',
    words: (_, read) => {
      const alert = read('alertName', 'name');
      return alert === undefined
        ? t('timeline.joined', 'An alert joined')
        : t('timeline.joinedBy', 'The alert {{alert}} joined', { alert });
    },
  },
  alert_resolved: {
    icon: 'check',
    color: 'green',
    words: (_, read) => {
      const alert = read('alertName', 'name');
      return alert === undefined
        ? t('timeline.alertResolved', 'An alert resolved')
        : t('timeline.alertResolvedBy', 'The alert {{alert}} resolved', { alert });
    },
  },
  flushed: {
    icon: 'hourglass',
    color: 'blue',
    words: () => t('timeline.flushed', 'The waiting time of the group ended: people are notified'),
  },
  acknowledged: {
    icon: 'eye',
    color: 'blue',
    words: ({ actor }) =>
      actor
        ? t('timeline.acknowledgedBy', '{{person}} acknowledged', { person: actor.name })
        : t('timeline.acknowledged', 'Acknowledged'),
  },
  resolved: {
    icon: 'check-circle',
    color: 'green',
    words: ({ actor }) =>
      actor
        ? t('timeline.resolvedBy', '{{person}} resolved the incident', { person: actor.name })
        : t('timeline.resolved', 'Resolved: all its alerts ended'),
  },
  note: {
    icon: 'comment-alt',
    color: 'text',
    words: ({ actor }) =>
      actor ? t('timeline.noteBy', '{{person}} noted', { person: actor.name }) : t('timeline.note', 'Note'),
  },
  notified: {
    icon: 'envelope',
    color: 'light-blue',
    words: (_, read) => {
      const channel = read('channelName', 'channel');
      return channel === undefined
        ? t('timeline.notified', 'Notified')
        : t('timeline.notifiedBy', 'Notified through {{channel}}', { channel });
    },
  },
  notify_failed: {
    icon: 'exclamation-triangle',
    color: 'red',
    complete: false,
    words: (_, read) =>
      t('timeline.notifyFailed', 'Notifying through {{channel}} failed: {{outcome}}', {
        channel: read('channelName', 'channel') ?? '?',
        outcome: readable(read('outcome', 'reason') ?? '?'),
      }),
  },
  run_succeeded: {
    icon: 'play',
    color: 'green',
    words: (_, read) =>
      t('timeline.runSucceeded', 'The playbook {{playbook}} succeeded', { playbook: read('playbookName', 'playbook') ?? '?' }),
  },
  run_failed: {
    icon: 'play',
    color: 'red',
    complete: false,
    words: (_, read) =>
      t('timeline.runFailed', 'The playbook {{playbook}} failed: {{outcome}}', {
        playbook: read('playbookName', 'playbook') ?? '?',
        outcome: readable(read('outcome', 'reason', 'status') ?? '?'),
      }),
  },
  run_not_started: {
    icon: 'pause',
    color: 'text',
    complete: false,
    words: (entry, read) =>
      t('timeline.runNotStarted', 'The trigger {{trigger}} started nothing: {{reason}}', {
        trigger: read('triggerName', 'trigger') ?? '?',
        reason: readable(read('reason') ?? reader(asRecord(entry.facts).decision)('reason') ?? '?'),
      }),
  },
  insight: {
    icon: 'brain',
    color: 'light-purple',
    words: (_, read) => {
      const summary = read('summary');
      return read('verdict') === 'NOT_ENOUGH_EVIDENCE'
        ? t('timeline.insightNone', 'Analysed: not enough evidence to name a suspect')
        : t('timeline.insight', 'Analysed: {{summary}}', { summary: summary ?? t('timeline.insightSuspects', 'suspects are ranked') });
    },
  },
};
