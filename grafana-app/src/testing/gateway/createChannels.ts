import { GraphQLError } from 'graphql';
import type { ChannelChangeInput, ChannelHealth, NewChannelInput } from '../../api/generated/graphql';
import { connection, type Paging } from './connection';

/** A channel of the fake platform. */
export interface ChannelRecord {
  id: string;
  name: string;
  kind: string;
  enabled: boolean;
  health: ChannelHealth;
  place: string | null;
  settings: Record<string, unknown>;
  secretsKept: string[];
  waiting: number;
  lastFailure: string | null;
  lastDetail: string | null;
}

export function channelOf(given: Partial<ChannelRecord> & { name: string }): ChannelRecord {
  return {
    id: given.name.toLowerCase(),
    kind: 'slack',
    enabled: true,
    health: 'HEALTHY',
    place: 'C0SRE',
    settings: { channel: 'C0SRE' },
    secretsKept: ['botToken'],
    waiting: 0,
    lastFailure: null,
    lastDetail: null,
    ...given,
  };
}

const field = (change: { name: string; label: string } & Record<string, unknown>) => ({
  secret: false,
  required: false,
  generated: false,
  long: false,
  schema: {},
  help: '',
  ...change,
});

const kinds = [
  {
    ...{
      kind: 'slack',
      label: 'Slack',
      help: 'Make an app first.',
      answers: 'buttons',
      ratePerMinute: 60,
      updatesInPlace: true,
    },
    address: { label: 'Member id', help: 'Profile › Copy member ID.', secret: false },
    fields: [
      field({ name: 'channel', label: 'Room' }),
      field({
        name: 'botToken',
        label: 'Bot token',
        secret: true,
        required: true,
        schema: { type: 'string', pattern: '^xox' },
      }),
      field({
        name: 'apiUrl',
        label: 'API address',
        schema: { type: 'string', format: 'uri', default: 'https://slack.com/api' },
      }),
    ],
  },
  {
    ...{
      kind: 'sms',
      label: 'SMS',
      help: 'Needs an account.',
      answers: 'link',
      ratePerMinute: 60,
      updatesInPlace: false,
    },
    address: { label: 'Phone number', help: 'In international form.', secret: false },
    fields: [field({ name: 'from', label: 'From', required: true })],
  },
  {
    ...{
      kind: 'webhook',
      label: 'Webhook',
      help: 'Signed.',
      answers: 'none',
      ratePerMinute: null,
      updatesInPlace: true,
      address: null,
    },
    fields: [
      field({ name: 'url', label: 'Address', required: true, schema: { type: 'string', format: 'uri' } }),
      field({ name: 'secret', label: 'Signing secret', secret: true, generated: true }),
    ],
  },
];

/** The part of the schema's root that is about channels. `refuse` is what the platform says to the next form, `outcome` what becomes of tests. */
export function createChannels(allow: (permission: string) => void) {
  const kept = {
    channels: [] as ChannelRecord[],
    refuse: '',
    outcome: { outcome: 'delivered', httpStatus: 200, detail: null as string | null },
  };
  const find = (id: string) => {
    const channel = kept.channels.find((other) => other.id === id);
    if (channel === undefined) {
      throw new GraphQLError('There is no such channel.', { extensions: { code: 'NOT_FOUND' } });
    }
    return channel;
  };
  const check = () => {
    allow('channels:manage');
    if (kept.refuse !== '') {
      throw new GraphQLError(kept.refuse, { extensions: { code: 'BAD_USER_INPUT' } });
    }
  };
  const secretNames = (kind: string) =>
    (kinds.find((other) => other.kind === kind)?.fields ?? []).flatMap((each) =>
      'secret' in each && each.secret ? [each.name] : []
    );
  const apply = (channel: ChannelRecord, settings: Record<string, unknown>) => {
    for (const [name, value] of Object.entries(settings)) {
      if (secretNames(channel.kind).includes(name)) {
        channel.secretsKept = [...new Set([...channel.secretsKept, name])];
      } else {
        channel.settings = { ...channel.settings, [name]: value };
      }
    }
  };
  return {
    kept,
    root: {
      channels: ({ filter, ...paging }: Paging & { filter?: { search?: string | null } }) =>
        connection(
          kept.channels
            .filter(({ name }) => name.toLowerCase().includes(filter?.search?.toLowerCase() ?? ''))
            .map(view),
          paging
        ),
      channel: ({ id }: { id: string }) => view(find(id)),
      channelKinds: () => kinds,
      createChannel: ({ input }: { input: NewChannelInput }) => {
        check();
        const channel = channelOf({
          name: input.name,
          kind: input.kind,
          health: 'UNUSED',
          settings: {},
          secretsKept: [],
        });
        apply(channel, input.settings as Record<string, unknown>);
        kept.channels.push(channel);
        const isMade = input.kind === 'webhook' && !channel.secretsKept.includes('secret');
        return { channel: view(channel), secrets: isMade ? [{ field: 'secret', value: 'whsec_made' }] : [] };
      },
      updateChannel: ({ id, input }: { id: string; input: ChannelChangeInput }) => {
        check();
        const channel = find(id);
        channel.name = input.name ?? channel.name;
        apply(channel, (input.settings ?? {}) as Record<string, unknown>);
        return view(channel);
      },
      enableChannel: ({ id }: { id: string }) => view(Object.assign(find(id), { enabled: true, health: 'HEALTHY' })),
      disableChannel: ({ id }: { id: string }) => view(Object.assign(find(id), { enabled: false, health: 'DISABLED' })),
      deleteChannel: ({ id }: { id: string }) => {
        check();
        const channel = find(id);
        kept.channels.splice(kept.channels.indexOf(channel), 1);
        return view(channel);
      },
      testChannel: ({ id }: { id: string }) => {
        allow('channels:manage');
        find(id);
        return { ...kept.outcome, durationMs: 42, deliveryId: 'd-1' };
      },
    },
  };
}

const at = '2026-01-01T00:00:00Z';

function view(channel: ChannelRecord) {
  return {
    ...channel,
    ...{
      teamId: null,
      ratePerMinute: null,
      failuresInRow: channel.health === 'RESTING' ? 5 : 0,
      createdAt: at,
      updatedAt: at,
    },
    ...{
      lastDeliveredAt: channel.health === 'HEALTHY' ? at : null,
      lastFailedAt: channel.lastFailure === null ? null : at,
    },
    ...{
      restsUntil: channel.health === 'RESTING' ? new Date(Date.now() + 60_000).toISOString() : null,
      callbackUrl: null,
    },
    ...{ deliveredLastDay: 7, failedLastDay: channel.lastFailure === null ? 0 : 2 },
  };
}
