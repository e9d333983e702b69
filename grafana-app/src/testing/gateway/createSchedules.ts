import { GraphQLError } from 'graphql';
import type {
  NotificationSettingsInput,
  ScheduleFilter,
  ScheduleInput,
  ScheduleOverrideInput,
  ScheduleSwapState,
} from '../../api/generated/graphql';
import { connection, type Paging } from './connection';
import { createFeed, type Signal } from './createFeed';

interface Named {
  id: string;
  name: string;
}

/** A schedule as tests make it: one person is always on call, but for its gaps. */
export interface ScheduleRecord {
  id: string;
  name: string;
  person: Named | null;
  gaps: Array<{ from: string; to: string }>;
  failure: string | null;
  overrides: Array<{ id: string; startsAt: string; endsAt: string; person: Named | null; createdBy: Named | null }>;
  /** How those who are on call are reached; mail at once when it is left out. */
  reach?: Array<Record<string, unknown>>;
  levels?: Array<{ chainId: string; chainName: string; level: number; seconds: number }>;
  versions?: Array<Record<string, unknown>>;
  swaps: Array<{
    id: string;
    offeredBy: Named;
    startsAt: string;
    endsAt: string;
    state: ScheduleSwapState;
    takenBy: Named | null;
  }>;
}

interface ContactRecord {
  id: string;
  label: string;
  verifiedAt: string | null;
  isFromDirectory: boolean;
}

/** Schedules and the viewer's own notifications on the fake platform. */
export function createSchedules(
  allow: (permission: string) => void,
  people: ReadonlyArray<Named & { email: string | null }>,
  viewer: Named
) {
  const feed = createFeed();
  const own = {
    schedules: [] as ScheduleRecord[],
    /** What was sent to be saved. */
    saved: [] as ScheduleInput[],
    contacts: [] as ContactRecord[],
    settings: { defaultSteps: [], importantSteps: [], quietHours: null, digest: null } as NotificationSettingsInput,
    version: 0,
    delegations: [] as Array<{ id: string; to: Named | undefined; startsAt: string; endsAt: string }>,
    /** Key of a channel of browser push; null without one. */
    pushKey: null as string | null,
    /** What contacts were added with. */
    addresses: [] as string[],
    /** Whether the viewer has an address for calendars. */
    hasLink: false,
    /** Tells watching pages that a schedule changed. */
    push: (signal: Signal) => feed.push(signal),
  };
  const reachOf = (person: Named) => ({
    ...{ person, standIn: null, kinds: ['email'], ways: [{ kind: 'email', minutes: 0 }], reason: 'NO_RULES' },
  });
  const now = () => new Date().toISOString();
  const personOf = (id: string | null | undefined) => people.find((person) => person.id === id) ?? null;
  const find = (id: string) => {
    const schedule = own.schedules.find((each) => each.id === id);
    if (schedule === undefined) {
      throw new GraphQLError(`There is no schedule ${id}.`, { extensions: { code: 'NOT_FOUND' } });
    }
    return schedule;
  };
  const onCallOf = ({ person }: ScheduleRecord) => ({
    ...{ people: person ? [person] : [], reason: person ? 'LAYER' : 'GAP', shadows: [], until: null, next: null },
  });
  const qualityOf = ({ gaps, person }: ScheduleRecord) => ({
    ...{ score: gaps.length > 0 ? 55 : 70, coverage: gaps.length > 0 ? 0.8 : 1, balance: 0 },
    ...{
      hoursBalance: 0,
      nightsBalance: 0,
      weekendsBalance: 0,
      gapCount: gaps.length,
      gapHours: gaps.length * 10,
      gaps,
    },
    load: person ? [{ person, shifts: 1, hours: 8760, nightHours: 2920, weekendHours: 2496 }] : [],
  });
  const shiftsOf = ({ person }: ScheduleRecord, { from, to }: { from: string; to: string }) => [
    {
      from,
      to,
      people: person ? [person] : [],
      reason: person ? 'LAYER' : 'GAP',
      sources: [{ kind: 'LAYER', id: 'l-1', name: 'Primary' }],
    },
  ];
  const view = (schedule: ScheduleRecord) => ({
    ...{ id: schedule.id, name: schedule.name, description: '', timeZone: 'Asia/Taipei', version: 1, updatedAt: now() },
    ...{ team: null, expected: [], holidayDates: [], holidayUrl: null, holidayCalendar: null },
    layers: [
      {
        ...{
          id: 'l-1',
          name: 'Primary',
          kind: 'ROTATION',
          priority: 1,
          shadow: false,
          holidays: 'IGNORE',
          rotation: 'WEEKLY',
        },
        ...{ rule: null, every: 1, startsAt: '2026-01-05T09:00', endsAt: null, url: null, restrictions: [] },
        turns: schedule.person ? [{ people: [schedule.person] }] : [],
        calendar:
          schedule.failure === null
            ? null
            : { fetchedAt: null, triedAt: now(), failure: schedule.failure, unmatched: ['Zoe'] },
      },
    ],
    onCall: onCallOf(schedule),
    quality: qualityOf(schedule),
    finalShifts: (range: { from: string; to: string }) => shiftsOf(schedule, range),
    layerShifts: ({ from, to }: { from: string; to: string }) => [
      { layerId: 'l-1', from, to, people: schedule.person ? [schedule.person] : [] },
    ],
    gaps: () => schedule.gaps,
    doubleBookings: () => [],
    overrides: (paging: Paging) =>
      connection(
        schedule.overrides.map((override) => ({ ...override, note: '', replaces: null })),
        paging
      ),
    swaps: (paging: Paging) =>
      connection(
        schedule.swaps.map((swap) => ({ ...swap, note: '', offeredTo: null, expiresAt: swap.startsAt })),
        paging
      ),
    calendarLink: null,
    versions: (paging: Paging) => connection(schedule.versions ?? [], paging),
  });
  const found = ({ search }: ScheduleFilter = {}) =>
    own.schedules.filter(({ name }) => name.toLowerCase().includes((search ?? '').toLowerCase()));
  const swapOf = (id: string) => own.schedules.flatMap(({ swaps }) => swaps).find((swap) => swap.id === id);

  const root = {
    schedules: ({ filter, ...paging }: Paging & { filter?: ScheduleFilter }) =>
      connection(found(filter).map(view), paging),
    schedule: ({ id }: { id: string }) => {
      const schedule = own.schedules.find((each) => each.id === id);
      return schedule ? view(schedule) : null;
    },
    onCallNow: ({ filter, ...paging }: Paging & { filter?: ScheduleFilter }) =>
      connection(
        found(filter).map((schedule) => ({
          ...{ id: schedule.id, schedule: view(schedule), onCall: onCallOf(schedule) },
          reach: schedule.person ? (schedule.reach ?? [reachOf(schedule.person)]) : [],
          nextGap: schedule.gaps[0] ?? null,
          levels: schedule.levels ?? [],
        })),
        paging
      ),
    scheduleChanged: () =>
      feed.listen(({ id, ...numbers }) => ({
        scheduleChanged: {
          ...numbers,
          schedules: own.schedules.filter((each) => each.id === id).map(view),
          removed: [],
        },
      })),
    myCalendarLink: () => (own.hasLink ? { id: 'link-1', scheduleId: null, createdAt: now(), lastReadAt: null } : null),
    createCalendarLink: () => {
      own.hasLink = true;
      return { url: 'https://sre.example.com/notify/ical/secret.ics', link: { id: 'link-1', createdAt: now() } };
    },
    previewSchedule: ({ input, from, to }: { input: ScheduleInput; from: string; to: string }) => {
      const turns = input.layers[0]?.turns ?? [];
      const nothing = { finalShifts: [], layerShifts: [], gaps: [], quality: null };
      if (turns.length === 0) {
        return { ...nothing, problems: [{ path: 'layers.0.turns', message: 'A rotation needs somebody.' }] };
      }
      const first = personOf(turns[0]?.[0]);
      const schedule = { person: first, gaps: [] } as unknown as ScheduleRecord;
      return { ...nothing, problems: [], finalShifts: shiftsOf(schedule, { from, to }), quality: qualityOf(schedule) };
    },
    createSchedule: ({ input }: { input: ScheduleInput }) => {
      allow('schedules:manage');
      own.saved.push(input);
      const person = personOf(input.layers[0]?.turns?.[0]?.[0]);
      const schedule = {
        id: `s-${own.schedules.length + 1}`,
        name: input.name,
        person,
        gaps: [],
        failure: null,
        overrides: [],
        swaps: [],
      };
      own.schedules.push(schedule);
      return view(schedule);
    },
    updateSchedule: ({ id, input }: { id: string; input: ScheduleInput }) => {
      allow('schedules:manage');
      own.saved.push(input);
      find(id).name = input.name;
      return view(find(id));
    },
    deleteSchedule: ({ id }: { id: string }) => {
      allow('schedules:manage');
      own.schedules = own.schedules.filter((each) => each.id !== id);
      return id;
    },
    addScheduleOverride: ({ scheduleId, input }: { scheduleId: string; input: ScheduleOverrideInput }) => {
      allow('schedules:override');
      const { startsAt, endsAt, personId } = input;
      const override = { id: 'o-new', startsAt, endsAt, person: personOf(personId), createdBy: viewer };
      find(scheduleId).overrides.push(override);
      return { ...override, note: '', replaces: null };
    },
    acceptScheduleSwap: ({ id }: { id: string }) => {
      allow('schedules:override');
      const swap = swapOf(id);
      if (swap === undefined || swap.state !== 'OPEN') {
        throw new GraphQLError('This shift is not on offer any more.', { extensions: { code: 'CONFLICT' } });
      }
      Object.assign(swap, { state: 'ACCEPTED', takenBy: viewer });
      return { ...swap, note: '', offeredTo: null, expiresAt: swap.startsAt };
    },
    notificationSettings: () => ({
      ...{ person: viewer, version: own.version, delegations: own.delegations },
      contacts: own.contacts.map((contact) => ({
        ...{ ...contact, hint: '•••', kind: 'email', channelName: 'Mail', isEnabled: true, codeExpiresAt: null },
        attemptsLeft: contact.verifiedAt === null ? 5 : null,
      })),
      defaultSteps: own.settings.defaultSteps.map((step) => ({ minutes: null, contactId: null, ...step })),
      importantSteps: own.settings.importantSteps.map((step) => ({ minutes: null, contactId: null, ...step })),
      ...{ quietHours: own.settings.quietHours ?? null, digest: own.settings.digest ?? null },
    }),
    contactWays: () => [
      { channelId: 'c-1', channelName: 'Mail', kind: 'email', label: 'Mail address', help: 'Where you read mail.' },
      ...(own.pushKey === null
        ? []
        : [
            {
              channelId: 'c-2',
              channelName: 'Push',
              kind: 'webpush',
              label: 'Browser',
              help: '',
              publicKey: own.pushKey,
            },
          ]),
    ],
    previewNotifications: ({ input }: { input: NotificationSettingsInput }) => {
      let at = Date.now();
      const pages = input.defaultSteps.flatMap(({ kind, minutes, contactId }) => {
        at += (minutes ?? 0) * 60_000;
        return kind === 'NOTIFY' ? [{ at: new Date(at).toISOString(), contactId, reason: 'RULE' }] : [];
      });
      const mail = own.contacts.find(({ verifiedAt }) => verifiedAt !== null);
      return pages.length > 0 || !mail ? pages : [{ at: now(), contactId: mail.id, reason: 'NO_RULES' }];
    },
    saveNotificationSettings: ({ input }: { input: NotificationSettingsInput }) => {
      own.settings = input;
      own.version += 1;
      return { version: own.version };
    },
    addContact: ({ input }: { input: { label?: string | null; address: string } }) => {
      const contact = {
        id: 'k-new',
        label: input.label || (input.address.startsWith('{') ? 'Browser' : input.address),
        verifiedAt: null,
        isFromDirectory: false,
      };
      own.contacts.push(contact);
      own.addresses.push(input.address);
      return contact;
    },
    removeContact: ({ id }: { id: string }) => {
      own.contacts = own.contacts.filter((contact) => contact.id !== id);
      return id;
    },
    verifyContact: ({ id, code }: { id: string; code: string }) => {
      if (code !== '123456') {
        throw new GraphQLError('This is not the code that was sent.', { extensions: { code: 'BAD_USER_INPUT' } });
      }
      own.contacts = own.contacts.map((contact) => (contact.id === id ? { ...contact, verifiedAt: now() } : contact));
      return own.contacts.find((contact) => contact.id === id);
    },
    addDelegation: ({ toId, startsAt, endsAt }: { toId: string; startsAt: string; endsAt: string }) => {
      const delegation = { id: 'd-1', to: personOf(toId) ?? undefined, startsAt, endsAt };
      own.delegations.push(delegation);
      return delegation;
    },
  };
  return { own, root };
}
