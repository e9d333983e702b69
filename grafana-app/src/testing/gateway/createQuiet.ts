import { GraphQLError } from 'graphql';
import type {
  QuietPolicyInput,
  ServiceHoursInput,
  SilenceFilter,
  SilenceInput,
  SilenceState,
  TimeIntervalInput,
} from '../../api/generated/graphql';
import type { WrittenInterval } from '../../words/intervals';
import { byCreated } from '../../api/orders';
import { connection, type Paging } from './connection';
import { createFeed } from './createFeed';
import type { Records, SilenceRecord } from './records';
import { ada } from './samples';

/** Silences of the fake platform; of the other rules of quiet it has none. */
export function createQuiet(records: Records) {
  const feed = createFeed();
  let sequence = 0;
  const put = (silence: SilenceRecord) => {
    records.silences = [...records.silences.filter(({ id }) => id !== silence.id), silence];
    sequence += 1;
    feed.push({ id: silence.id, sequence, previous: sequence === 1 ? null : sequence - 1 });
    return silence;
  };
  const change = (id: string, state: SilenceState) => {
    const silence = records.silences.find((other) => other.id === id);
    if (silence === undefined) {
      throw new GraphQLError(`There is no silence ${id}.`, { extensions: { code: 'NOT_FOUND' } });
    }
    return put({ ...silence, state });
  };
  const matches = ({ id, state }: SilenceRecord, filter: SilenceFilter | null | undefined) =>
    (filter?.ids?.includes(id) ?? true) && (filter?.states?.includes(state) ?? true);
  const none = () => connection([], {});
  let policy = {
    approvalShare: 0.5 as number | null,
    approvalCount: null as number | null,
    parentDownHops: 3,
    parentDownMatchers: [{ name: 'alertname', operator: 'MATCH', value: '.*Down' }],
    endingLeadMinutes: 15,
  };
  let serviceHours: Array<ServiceHoursInput & { id: string; teamId: string; team: { id: string; name: string } }> = [];
  return {
    silences: ({ filter, ...paging }: Paging & { filter?: SilenceFilter }) =>
      connection(records.silences.filter((silence) => matches(silence, filter)).sort(byCreated), paging),
    previewSilence: ({ matchers }: { matchers: Array<{ name: string; value: string }> }) => {
      const met = records.alerts.filter(({ labels }) => matchers.every(({ name, value }) => labels[name] === value));
      const firing = met.filter(({ status }) => status === 'FIRING');
      return {
        firing: firing.length,
        lastWeek: met.length,
        lastWeekOf: records.alerts.length,
        share: records.alerts.length === 0 ? 0 : met.length / records.alerts.length,
        isSampled: false,
        needsApproval: met.length > 1,
        byName: met.map(({ name, status }) => ({ name, firing: status === 'FIRING' ? 1 : 0, lastWeek: 1 })),
        examples: [],
      };
    },
    createSilence: ({ input }: { input: SilenceInput }) =>
      put({
        ...silenceOf({ id: `s-${records.silences.length}` }),
        ...input,
        recurrence: null,
        startsAt: input.startsAt ?? '',
      } as SilenceRecord),
    expireSilence: ({ id }: { id: string }) => change(id, 'EXPIRED'),
    approveSilence: ({ id }: { id: string }) => change(id, 'ACTIVE'),
    rejectSilence: ({ id }: { id: string }) => change(id, 'REJECTED'),
    silenceChanged: ({ filter }: { filter?: SilenceFilter }) =>
      feed.listen(({ id, ...numbers }) => {
        const silence = records.silences.find((other) => other.id === id);
        const isMatch = silence !== undefined && matches(silence, filter);
        return { silenceChanged: { ...numbers, silences: isMatch ? [silence] : [], removed: isMatch ? [] : [id] } };
      }),
    maintenanceWindows: none,
    inhibitionRules: none,
    timeIntervals: (paging: Paging) => connection(records.timeIntervals, paging),
    createTimeInterval: ({ input }: { input: TimeIntervalInput }) => {
      const made = { ...input, id: `t-${records.timeIntervals.length}`, isActive: true, nextTurn: null };
      records.timeIntervals = [made, ...records.timeIntervals];
      return made;
    },
    // It knows office hours only: whatever is asked holds in the first hour, and what has no colon is no time.
    previewTimeInterval: ({ intervals, from }: { intervals: WrittenInterval[]; from: string }) => {
      const problems = intervals.flatMap(({ times = [] }, index) =>
        times.flatMap(({ start_time: start }, at) =>
          start.includes(':') ? [] : [{ path: `${index}.times.${at}.start_time`, message: 'is a time such as 09:30' }]
        )
      );
      const until = new Date(Date.parse(from) + 3_600_000).toISOString();
      const known = { windows: [{ from, until }], isActive: true, nextTurn: null };
      return problems.length > 0 ? { problems, windows: [], isActive: null, nextTurn: null } : { problems, ...known };
    },
    readTimeIntervals: ({ text }: { text: string }) =>
      text.includes('nights')
        ? { timeIntervals: [{ name: 'nights', intervals: [{ weekdays: ['saturday'] }] }], notes: [] }
        : { timeIntervals: [], notes: [{ line: 1, path: '', code: 'not_understood', message: 'There is none.' }] },
    quietPolicy: () => policy,
    updateQuietPolicy: ({ input }: { input: QuietPolicyInput }) => {
      policy = { ...policy, ...input } as typeof policy;
      return policy;
    },
    serviceHours: (paging: Paging) => connection(serviceHours, paging),
    setServiceHours: ({ teamId, input }: { teamId: string; input: ServiceHoursInput }) => {
      const made = { ...input, id: teamId, teamId, team: { id: teamId, name: 'Core' } };
      serviceHours = [...serviceHours.filter((other) => other.teamId !== teamId), made];
      return made;
    },
    deleteServiceHours: ({ teamId }: { teamId: string }) => {
      serviceHours = serviceHours.filter((other) => other.teamId !== teamId);
      return true;
    },
  };
}

/** A silence in force, with whatever a test wants different. */
export function silenceOf(change: Partial<SilenceRecord> & { id: string }): SilenceRecord {
  const startsAt = new Date(Date.now() - 60_000).toISOString();
  const endsAt = new Date(Date.now() + 3_600_000).toISOString();
  return {
    ...{
      comment: 'Deployment',
      state: 'ACTIVE',
      createdBy: null,
      createdByPerson: ada,
      startsAt,
      endsAt,
      createdAt: startsAt,
    },
    ...{ firing: 2, matchers: [{ name: 'service', operator: 'EQUAL', value: 'cart' }], recurrence: null },
    ...{ window: { from: startsAt, until: endsAt }, windows: () => [{ from: startsAt, until: endsAt }] },
    ...{ approval: { reason: 'within_limits', facts: {} }, decidedBy: null },
    ...change,
  };
}
