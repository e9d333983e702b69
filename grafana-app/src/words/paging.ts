import { dateTimeFormat } from '@grafana/data';
import { t } from '@grafana/i18n';
import { asRecord } from '../api/errors';
import type { Look } from './incidents';
import { outcomeWords, readable } from './outcomes';
import { plain } from './plain';

type Read = (name: string) => string;

/** Why somebody was told of an incident, or was not: a sentence, and how good that is. */
export function pagingVerdict(reason: string, facts: unknown): Look {
  const record = asRecord(facts);
  const read: Read = (name) => {
    const value = record[name];
    return Array.isArray(value) ? value.map(String).join(', ') : value == null ? '–' : String(value);
  };
  const time: Read = (name) => (record[name] == null ? '–' : dateTimeFormat(String(record[name])));
  const verdict = verdicts[reason];
  return verdict ? verdict(read, time) : { text: readable(reason), icon: 'question-circle', color: 'text' };
}

const good = { icon: 'check-circle', color: 'green' } as const;
const open = { icon: 'hourglass', color: 'blue' } as const;
const bad = { icon: 'times-circle', color: 'red' } as const;
const calm = { icon: 'bell-slash', color: 'text' } as const;

const verdicts: Record<string, (read: Read, time: Read) => Look> = {
  told: (read, time) => ({
    ...good,
    text: t('paging.told', 'Told by {{channel}} at {{time}}', { ...plain, channel: read('channel'), time: time('at') }),
  }),
  under_way: (read) => ({
    ...open,
    text: t('paging.underWay', 'A notice by {{channel}} is under way', { ...plain, channel: read('channel') }),
  }),
  not_reached: (read) => ({
    ...bad,
    text: t('paging.notReached', 'Meant to be told by {{channels}}, and not reached: {{outcomes}}', {
      ...plain,
      channels: read('channels'),
      outcomes: read('outcomes').split(', ').map(outcomeWords).join(', '),
    }),
  }),
  no_way_to_reach: () => ({
    ...bad,
    text: t('paging.noWay', 'Meant to be told, and has no contact that works for such an incident'),
  }),
  rules_wait: (_read, time) => ({
    ...open,
    text: t('paging.rulesWait', 'Meant to be told; their own rules wait until {{time}}', {
      ...plain,
      time: time('nextAt'),
    }),
  }),
  skipped: (read) => ({
    ...calm,
    text: t('paging.skipped', 'Left out by step {{step}}: {{because}}', {
      ...plain,
      step: read('step'),
      because: skips[read('because')]?.() ?? readable(read('because')),
    }),
  }),
  ended_before: (read) => ({
    ...calm,
    text: t('paging.endedBefore', 'Meant to be told, and it ended before their rules came to it: {{because}}', {
      ...plain,
      because: readable(read('because')),
    }),
  }),
  not_yet: (read) => ({
    ...open,
    text:
      read('people') === '–' || read('people') === ''
        ? t('paging.notYetNobody', 'Not so far; {{chain}} goes on', { ...plain, chain: read('chain') })
        : t('paging.notYet', 'Not so far: {{people}} were told, and {{chain}} goes on', {
            ...plain,
            people: read('people'),
            chain: read('chain'),
          }),
  }),
  others_told: (read) => ({
    ...calm,
    text: t('paging.othersTold', 'No step named this person: {{people}} were told, until {{because}}', {
      ...plain,
      people: read('people'),
      because: readable(read('because')),
    }),
  }),
  nobody_told: (read) => ({
    ...bad,
    text: t('paging.nobodyTold', 'Nobody was told: {{because}}, at step {{step}} of {{chain}}', {
      ...plain,
      because: readable(read('because')),
      step: read('step'),
      chain: read('chain'),
    }),
  }),
  policy_tells_nobody: (read) => ({
    ...calm,
    text: t('paging.policyTellsNobody', 'The policy tells no person of it: {{policy}}', {
      ...plain,
      policy: read('policy'),
    }),
  }),
  quiet: (read) => ({
    ...calm,
    text: t('paging.quiet', 'The incident is quiet: {{because}}', { ...plain, because: readable(read('because')) }),
  }),
  snoozed: (_read, time) => ({
    ...calm,
    text: t('paging.snoozed', 'The incident sleeps until {{time}}', { ...plain, time: time('until') }),
  }),
  not_announced: () => ({ ...calm, text: t('paging.notAnnounced', 'The incident was never announced to anybody') }),
  no_escalation: () => ({ ...calm, text: t('paging.noEscalation', 'It was announced, and no escalation ran for it') }),
  unknown_incident: () => ({ ...calm, text: t('paging.unknown', 'Nothing is known of this incident any more') }),
};

const skips: Record<string, () => string> = {
  outside_hours: () => t('paging.outsideHours', 'outside the hours of the step'),
  unknown_person: () => t('paging.unknownPerson', 'the person is not known any more'),
};
