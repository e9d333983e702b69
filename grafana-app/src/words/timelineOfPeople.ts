import { t } from '@grafana/i18n';
import { asRecord } from '../api/errors';
import type { Severity } from '../api/generated/graphql';
import { evidenceWords } from './correlation';
import { audienceWords, severities, severityLook } from './incidents';
import { roleWords } from './people';
import { plain } from './plain';
import type { Entry, Kind } from './timeline';

/** What people do to an incident, in words. Who did it stands before what was done. */
export const kindsOfPeople: Record<string, Kind> = {
  update: {
    icon: 'rss',
    color: 'blue',
    words: (entry, read) =>
      by(
        entry,
        t('timeline.update', 'Status update for: {{audience}}', {
          ...plain,
          audience: audienceWords(read('audience') ?? ''),
        })
      ),
  },
  title_set: {
    icon: 'pen',
    color: 'text',
    words: (entry, read) =>
      by(entry, t('timeline.titleSet', 'Title changed to “{{title}}”', { ...plain, title: read('to') ?? '?' })),
  },
  severity_set: {
    icon: 'exclamation-circle',
    color: 'orange',
    words: (entry, read) =>
      by(
        entry,
        t('timeline.severitySet', 'Severity changed from {{from}} to {{to}}', {
          ...plain,
          from: severityWords(read('from')),
          to: severityWords(read('to')),
        })
      ),
  },
  priority_set: {
    icon: 'sort-amount-down',
    color: 'orange',
    words: (entry, read) =>
      by(
        entry,
        t('timeline.prioritySet', 'Priority changed from {{from}} to {{to}}', {
          ...plain,
          from: read('from') ?? '–',
          to: read('to') ?? '–',
        })
      ),
  },
  assigned: {
    icon: 'user',
    color: 'blue',
    words: (entry) => by(entry, t('timeline.assigned', 'Assigned to {{people}}', { ...plain, people: names(entry) })),
  },
  unassigned: {
    icon: 'user',
    color: 'text',
    words: (entry) => by(entry, t('timeline.unassigned', 'Assigned to nobody')),
  },
  owner_set: {
    icon: 'users-alt',
    color: 'blue',
    words: (entry) => by(entry, t('timeline.ownerSet', 'Owner team changed')),
  },
  privacy_set: {
    icon: 'lock',
    color: 'purple',
    words: (entry) =>
      by(
        entry,
        asRecord(entry.facts).private === true
          ? t('timeline.madePrivate', 'Made private')
          : t('timeline.madePublic', 'Shown to everybody')
      ),
  },
  role_given: {
    icon: 'users-alt',
    color: 'blue',
    words: (entry, read) =>
      by(
        entry,
        t('timeline.roleGiven', '{{role}}: {{people}}', {
          ...plain,
          role: roleWords(read('role') ?? '?'),
          people: names(entry),
        })
      ),
  },
  role_taken: {
    icon: 'users-alt',
    color: 'text',
    words: (entry, read) =>
      by(
        entry,
        t('timeline.roleTaken', '{{role}}: nobody any more', { ...plain, role: roleWords(read('role') ?? '?') })
      ),
  },
  task_added: {
    icon: 'list-ul',
    color: 'text',
    words: (entry, read) =>
      by(entry, t('timeline.taskAdded', 'Task added: {{title}}', { ...plain, title: read('title') ?? '?' })),
  },
  task_changed: {
    icon: 'list-ul',
    color: 'green',
    words: (entry, read) => by(entry, taskWords(read('state'), read('title') ?? '?')),
  },
  link_added: {
    icon: 'link',
    color: 'text',
    words: (entry, read) =>
      by(entry, t('timeline.linkAdded', 'Link added: {{title}}', { ...plain, title: read('title') ?? '?' })),
  },
  link_removed: {
    icon: 'link',
    color: 'text',
    words: (entry, read) =>
      by(entry, t('timeline.linkRemoved', 'Link removed: {{title}}', { ...plain, title: read('title') ?? '?' })),
  },
  attachment_added: {
    icon: 'file-alt',
    color: 'text',
    words: (entry, read) =>
      by(entry, t('timeline.attachmentAdded', 'File added: {{name}}', { ...plain, name: read('name') ?? '?' })),
  },
  attachment_removed: {
    icon: 'file-alt',
    color: 'text',
    words: (entry, read) =>
      by(entry, t('timeline.attachmentRemoved', 'File removed: {{name}}', { ...plain, name: read('name') ?? '?' })),
  },
  related: {
    icon: 'arrows-h',
    color: 'text',
    words: (entry) => by(entry, relationWords(entry)),
  },
  unrelated: {
    icon: 'arrows-h',
    color: 'text',
    words: (entry) =>
      by(
        entry,
        t('timeline.unrelated', 'Relation to {{other}} removed', { ...plain, other: incident(entry, 'other') })
      ),
  },
  merged_away: {
    icon: 'code-branch',
    color: 'purple',
    words: (entry) =>
      why(entry, t('timeline.mergedAway', 'Merged into {{other}}', { ...plain, other: incident(entry, 'into') })),
  },
  merged_in: {
    icon: 'code-branch',
    color: 'purple',
    words: (entry) => {
      const merged = [asRecord(entry.facts).incidents].flat().map((one) => nameOf(one));
      return why(
        entry,
        t('timeline.mergedIn', 'Merged into this: {{others}}', { ...plain, others: merged.join(', ') })
      );
    },
  },
  unmerged: {
    icon: 'history',
    color: 'purple',
    words: (entry) =>
      by(
        entry,
        t('timeline.unmerged', 'Merge undone: {{other}}', {
          ...plain,
          other: incident(entry, 'from' in asRecord(entry.facts) ? 'from' : 'incident'),
        })
      ),
  },
  correlated: {
    icon: 'link',
    color: 'purple',
    words: (entry) =>
      why(
        entry,
        t('timeline.correlated', 'Possibly the same problem as {{other}}', {
          ...plain,
          other: incident(entry, 'other'),
        })
      ),
  },
  correlation_dismissed: {
    icon: 'times',
    color: 'text',
    words: (entry) =>
      by(
        entry,
        t('timeline.correlationDismissed', 'Not the same problem as {{other}}', {
          ...plain,
          other: incident(entry, 'other'),
        })
      ),
  },
  split_off: {
    icon: 'channel-add',
    color: 'purple',
    words: (entry, read) =>
      by(
        entry,
        t('timeline.splitOff', '{{number}} alerts went to {{other}}', {
          ...plain,
          number: read('alerts') ?? '?',
          other: 'into' in asRecord(entry.facts) ? incident(entry, 'into') : t('timeline.another', 'another incident'),
        })
      ),
  },
};

function by({ actor }: Entry, words: string): string {
  return actor ? t('timeline.by', '{{person}} · {{words}}', { ...plain, person: actor.name, words }) : words;
}

/** What was done by a rule, or by a person on its word, with what the two incidents have in common. */
function why(entry: Entry, words: string): string {
  const rule = asRecord(asRecord(entry.facts).by);
  const name = asRecord(rule.rule).name;
  if (typeof name !== 'string') {
    return by(entry, words);
  }
  return by(
    entry,
    t('timeline.byRule', '{{words}} by the rule {{rule}}: {{evidence}}', {
      ...plain,
      words,
      rule: name,
      evidence: evidenceWords(rule),
    })
  );
}

function names({ people }: Entry): string {
  return people?.map(({ name }) => name).join(', ') || '?';
}

function incident({ facts }: Entry, fact: string): string {
  return nameOf(asRecord(facts)[fact]);
}

function nameOf(fact: unknown): string {
  const { number, title } = asRecord(fact);
  return [typeof number === 'number' ? `#${number}` : '?', typeof title === 'string' ? title : ''].join(' ').trim();
}

function severityWords(word: string | undefined): string {
  const severity = severities.find((known): known is Severity => known === word);
  return severity === undefined ? (word ?? '?') : severityLook(severity).text;
}

function taskWords(state: string | undefined, title: string): string {
  switch (state) {
    case 'DONE':
      return t('timeline.taskDone', 'Task done: {{title}}', { ...plain, title });
    case 'DROPPED':
      return t('timeline.taskDropped', 'Task dropped: {{title}}', { ...plain, title });
    case 'OPEN':
      return t('timeline.taskReopened', 'Task open again: {{title}}', { ...plain, title });
    default:
      return t('timeline.taskChanged', 'Task changed: {{title}}', { ...plain, title });
  }
}

function relationWords(entry: Entry): string {
  const { kind, direction } = asRecord(entry.facts);
  const other = { ...plain, other: incident(entry, 'other') };
  if (kind === 'CAUSES') {
    return direction === 'from'
      ? t('timeline.causedBy', 'Caused by {{other}}', other)
      : t('timeline.causes', 'Causes {{other}}', other);
  }
  if (kind === 'DUPLICATES') {
    return direction === 'from'
      ? t('timeline.duplicatedBy', '{{other}} is a duplicate of this', other)
      : t('timeline.duplicates', 'A duplicate of {{other}}', other);
  }
  return t('timeline.related', 'Related to {{other}}', other);
}
