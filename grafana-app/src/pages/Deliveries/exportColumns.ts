import type { DeliveryRowFragment } from '../../api/generated/graphql';

/** A delivery's columns in a file; their names are for programs, so they are not translated. */
export const exportColumns: ReadonlyArray<{
  name: string;
  value(delivery: DeliveryRowFragment): string | number | null | undefined;
}> = [
  { name: 'decided_at', value: ({ createdAt }) => createdAt },
  { name: 'finished_at', value: ({ finishedAt }) => finishedAt },
  { name: 'status', value: ({ status }) => status },
  { name: 'outcome', value: ({ outcome }) => outcome },
  { name: 'event', value: ({ event }) => event },
  { name: 'incident', value: ({ incident }) => incident?.number },
  { name: 'title', value: ({ incident }) => incident?.title },
  { name: 'person', value: ({ person }) => person?.name },
  { name: 'channel', value: ({ channelName }) => channelName },
  { name: 'kind', value: ({ channelKind }) => channelKind },
  { name: 'destination', value: ({ destination }) => destination },
  { name: 'attempts', value: ({ attempts }) => attempts.length },
  { name: 'cause', value: ({ cause }) => cause?.reason },
  { name: 'rule', value: ({ cause }) => cause?.ruleText },
  { name: 'template_failed', value: ({ templateFailed }) => templateFailed },
  { name: 'subject', value: ({ sent }) => sent?.subject },
  { name: 'text', value: ({ sent }) => sent?.text },
];
