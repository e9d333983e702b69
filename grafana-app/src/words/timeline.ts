import { dateTimeFormat, type IconName } from '@grafana/data';
import { t } from '@grafana/i18n';
import { asRecord } from '../api/errors';
import { decisionWords } from './decisions';
import { outcomeWords, readable } from './outcomes';
import { plain } from './plain';
import { quietReason } from './quiet';
import { kindsOfPeople } from './timelineOfPeople';

/** What the wording of a timeline entry needs to know of it. */
export interface Entry {
  kind: string;
  actor?: { name: string } | null;
  /** Whom it is about. */
  people?: Array<{ name: string }>;
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
    return {
      text: readable(entry.kind),
      icon: 'circle',
      color: 'text',
      quote: entry.text ?? undefined,
      complete: false,
    };
  }
  const { icon, color, words, complete = true } = known;
  return { icon, color, complete, text: words(entry, reader(entry.facts)), quote: entry.text ?? undefined };
}

export type Read = (name: string) => string | undefined;

/** Reads facts that are texts or numbers. */
function reader(facts: unknown): Read {
  const record = asRecord(facts);
  return (name) => {
    const value = record[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
}

/** Why people are told again; what is told the first time needs no reason. */
function flushWords(reason: string | undefined): string {
  switch (reason) {
    case 'new_alerts_in_group':
      return t('timeline.flushedNew', 'People are notified: new alerts joined');
    case 'some_alerts_resolved':
      return t('timeline.flushedResolved', 'People are notified: some alerts resolved');
    case 'quiet_ended':
      return t('timeline.flushedLoud', 'People are notified: it fires on after it was quiet');
    default:
      return t('timeline.flushed', 'The waiting time of the group ended: people are notified');
  }
}

/** How entries of a kind are worded. */
export interface Kind {
  icon: IconName;
  color: string;
  complete?: boolean;
  words(entry: Entry, read: Read): string;
}

/** What somebody did in the system that the alerts come from: through which integration, and who, where that system says it. */
function elsewhere(
  read: (name: string) => string | undefined,
  words: { by: (person: string, integration: string) => string; through: (integration: string) => string }
): string | undefined {
  const [integration, person] = [read('integration'), read('by')];
  if (integration === undefined) {
    return undefined;
  }
  return person === undefined ? words.through(integration) : words.by(person, integration);
}

const kinds: Record<string, Kind> = {
  ...kindsOfPeople,
  opened: {
    icon: 'fire',
    color: 'red',
    words: ({ actor }, read) => {
      const alert = read('alertName');
      if (actor) {
        return t('timeline.openedByHand', '{{person}} opened the incident', { ...plain, person: actor.name });
      }
      return alert === undefined
        ? t('timeline.opened', 'Incident opened')
        : t('timeline.openedBy', 'Incident opened by the alert {{alert}}', { ...plain, alert }) + others(read);
    },
  },
  alert_joined: {
    icon: 'bell',
    color: 'orange',
    words: (_, read) => {
      const alert = read('alertName');
      return alert === undefined
        ? t('timeline.joined', 'An alert joined')
        : t('timeline.joinedBy', 'The alert {{alert}} joined', { ...plain, alert }) + others(read);
    },
  },
  alert_resolved: {
    icon: 'check',
    color: 'green',
    words: (_, read) => {
      const alert = read('alertName');
      return alert === undefined
        ? t('timeline.alertResolved', 'An alert resolved')
        : t('timeline.alertResolvedBy', 'The alert {{alert}} resolved', { ...plain, alert }) + others(read);
    },
  },
  flapping_began: {
    icon: 'arrows-h',
    color: 'orange',
    words: (_, read) =>
      t('timeline.flappingBegan', '{{alert}} flaps: the incident does not follow its changes until it is calm', {
        ...plain,
        alert: read('alertName') ?? t('timeline.anAlert', 'An alert'),
      }),
  },
  flapping_ended: {
    icon: 'minus',
    color: 'blue',
    words: (_, read) => {
      const alert = read('alertName') ?? t('timeline.anAlert', 'An alert');
      return read('status') === 'FIRING'
        ? t('timeline.calmFiring', '{{alert}} has been calm, and fires', { ...plain, alert })
        : t('timeline.calmResolved', '{{alert}} has been calm, and has ended', { ...plain, alert });
    },
  },
  flushed: {
    icon: 'hourglass',
    color: 'blue',
    words: (_, read) => flushWords(read('reason')),
  },
  quieted: {
    icon: 'bell-slash',
    color: 'purple',
    words: (_, read) =>
      t('timeline.quieted', 'Quiet: {{reason}}. Nobody is told until that ends.', {
        ...plain,
        reason: quietReason(read('reason') ?? ''),
      }),
    complete: false,
  },
  quiet_ending: {
    icon: 'clock-nine',
    color: 'orange',
    words: (_, read) =>
      t('timeline.quietEnding', 'The silence “{{comment}}” ends soon', { ...plain, comment: read('comment') ?? '' }),
  },
  quiet_ended: {
    icon: 'bell',
    color: 'orange',
    words: (_, read) =>
      t('timeline.quietEnded', 'No longer quiet ({{reason}} ended)', {
        ...plain,
        reason: quietReason(read('reason') ?? ''),
      }),
  },
  acknowledged: {
    icon: 'eye',
    color: 'blue',
    words: ({ actor }, read) => {
      const words = actor
        ? t('timeline.acknowledgedBy', '{{person}} acknowledged', { ...plain, person: actor.name })
        : (elsewhere(read, {
            by: (person, integration) =>
              t('timeline.acknowledgedThroughBy', '{{person}} acknowledged through {{integration}}', {
                ...plain,
                person,
                integration,
              }),
            through: (integration) =>
              t('timeline.acknowledgedThrough', 'Acknowledged through {{integration}}', { ...plain, integration }),
          }) ?? t('timeline.acknowledged', 'Acknowledged'));
      const time = timeOf(read);
      return time === undefined
        ? words
        : t('timeline.acknowledgedUntil', '{{words}} until {{time}}', { ...plain, words, time });
    },
  },
  unacknowledged: {
    icon: 'eye-slash',
    color: 'orange',
    words: ({ actor }, read) =>
      read('reason') === 'lapsed'
        ? t('timeline.lapsed', 'The acknowledgement lapsed: nobody has it on')
        : actor
          ? t('timeline.unacknowledgedBy', '{{person}} gave it back', { ...plain, person: actor.name })
          : t('timeline.unacknowledged', 'Given back'),
  },
  snoozed: {
    icon: 'clock-nine',
    color: 'purple',
    words: ({ actor }, read) => {
      const time = timeOf(read) ?? '?';
      return actor
        ? t('timeline.snoozedBy', '{{person}} snoozed it until {{time}}', { ...plain, person: actor.name, time })
        : t('timeline.snoozed', 'Snoozed until {{time}}', { ...plain, time });
    },
  },
  woken: {
    icon: 'bell',
    color: 'orange',
    words: ({ actor }) =>
      actor
        ? t('timeline.wokenBy', '{{person}} woke it', { ...plain, person: actor.name })
        : t('timeline.woken', 'It woke: the snooze was over'),
  },
  sla_breached: {
    icon: 'stopwatch',
    color: 'red',
    words: (_, read) =>
      read('deadline') === 'RESOLVE'
        ? t('timeline.slaBreached.resolve', 'Not resolved within {{minutes}} minutes: the SLA is breached', {
            ...plain,
            minutes: read('targetMinutes'),
          })
        : t('timeline.slaBreached.acknowledge', 'Not acknowledged within {{minutes}} minutes: the SLA is breached', {
            ...plain,
            minutes: read('targetMinutes'),
          }),
  },
  resolved: {
    icon: 'check-circle',
    color: 'green',
    words: ({ actor }, read) =>
      actor
        ? t('timeline.resolvedBy', '{{person}} resolved the incident', { ...plain, person: actor.name })
        : read('reason') === 'resolved_by_caller'
          ? t('timeline.resolvedByKey', 'Resolved through the API')
          : t('timeline.resolved', 'Resolved: all its alerts ended'),
  },
  note: {
    icon: 'comment-alt',
    color: 'text',
    words: ({ actor }, read) =>
      actor
        ? t('timeline.noteBy', '{{person}} noted', { ...plain, person: actor.name })
        : (elsewhere(read, {
            by: (person, integration) =>
              t('timeline.noteThroughBy', '{{person}} noted through {{integration}}', {
                ...plain,
                person,
                integration,
              }),
            through: (integration) =>
              t('timeline.noteThrough', 'Note through {{integration}}', { ...plain, integration }),
          }) ?? t('timeline.note', 'Note')),
  },
  notified: {
    icon: 'envelope',
    color: 'light-blue',
    words: (_, read) => {
      const channel = read('channelName');
      return channel === undefined
        ? t('timeline.notified', 'Notified')
        : t('timeline.notifiedBy', 'Notified through {{channel}}', { ...plain, channel });
    },
  },
  notify_failed: {
    icon: 'exclamation-triangle',
    color: 'red',
    complete: false,
    words: (_, read) =>
      t('timeline.notifyFailed', 'Notifying through {{channel}} failed: {{outcome}}', {
        ...plain,
        channel: read('channelName') ?? '?',
        outcome: outcomeWords(read('outcome') ?? '?'),
      }),
  },
  notify_cancelled: {
    icon: 'ban',
    color: 'text',
    complete: false,
    words: (_, read) =>
      t('timeline.notifyCancelled', 'Notifying through {{channel}} was not needed any more', {
        ...plain,
        channel: read('channelName') ?? '?',
      }),
  },
  run_started: {
    icon: 'play',
    color: 'blue',
    words: (_, read) =>
      t('timeline.runStarted', 'The playbook {{playbook}} was started by {{cause}}', {
        ...plain,
        playbook: read('playbookName') ?? '?',
        cause: read('triggerName') ?? '?',
      }),
  },
  run_succeeded: {
    icon: 'play',
    color: 'green',
    words: (_, read) =>
      t('timeline.runSucceeded', 'The playbook {{playbook}} succeeded', {
        ...plain,
        playbook: read('playbookName') ?? '?',
      }),
  },
  run_failed: {
    icon: 'play',
    color: 'red',
    complete: false,
    words: (_, read) =>
      t('timeline.runFailed', 'The playbook {{playbook}} failed: {{outcome}}', {
        ...plain,
        playbook: read('playbookName') ?? '?',
        outcome: outcomeWords(read('outcome') ?? '?'),
      }),
  },
  run_not_started: {
    icon: 'pause',
    color: 'text',
    complete: false,
    words: (_, read) =>
      t('timeline.runNotStarted', 'The trigger {{trigger}} started nothing: {{reason}}', {
        ...plain,
        trigger: read('triggerName') ?? '?',
        reason: decisionWords(read('reason') ?? '?'),
      }),
  },
  insight: {
    icon: 'brain',
    color: 'light-purple',
    words: ({ facts }, read) => {
      const [suspect] = Array.isArray(asRecord(facts).suspects) ? [asRecord(facts).suspects].flat() : [];
      const name = reader(suspect)('label');
      return name === undefined || read('verdict') === 'NOT_ENOUGH_EVIDENCE'
        ? t('timeline.insightNone', 'Analysed: not enough evidence to name a suspect')
        : t('timeline.insight', 'Analysed: {{name}} is the likeliest cause', { ...plain, name });
    },
  },
};

/** The fact `until` as a moment in the reader's time zone. */
function timeOf(read: Read): string | undefined {
  const until = read('until');
  return until === undefined ? undefined : dateTimeFormat(until);
}

/** ", and 3 more" for entries that tell of several alerts at once. */
function others(read: Read): string {
  const count = Number(read('count') ?? 1) - 1;
  return count > 0 ? t('timeline.others', ', and {{number}} more', { ...plain, number: count }) : '';
}
