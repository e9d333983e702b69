import { GraphQLError } from 'graphql';
import type {
  DeliveryFilter,
  DeliveryRowFragment,
  DeliveryStatsQuery,
  WhyPagedQuery,
} from '../../api/generated/graphql';
import { connection, type Paging } from './connection';

/** What was sent, as tests put it in. */
export interface DeliveryHistory {
  rows: DeliveryRowFragment[];
  stats: DeliveryStatsQuery['deliveryStats'];
  why: WhyPagedQuery['whyPaged'];
}

/** Which rule chose a delivery, in nothing but what is given. */
export function causeOf(
  given: Partial<NonNullable<DeliveryRowFragment['cause']>> & { reason: string }
): NonNullable<DeliveryRowFragment['cause']> {
  return {
    policyName: null,
    chainName: null,
    step: null,
    round: null,
    ruleText: null,
    insteadOf: null,
    resentFrom: null,
    ...given,
  };
}

/** A delivery with usual values where none are given. */
export function deliveryOf(given: Partial<DeliveryRowFragment> & { id: string }): DeliveryRowFragment {
  const now = new Date().toISOString();
  return {
    ...{ event: 'opened', status: 'DELIVERED', outcome: 'delivered', importance: 'default', language: 'en-US' },
    ...{ channelName: 'Pager', channelKind: 'webhook', destination: 'https://hooks.example.org/••••', createdAt: now },
    ...{ finishedAt: now, nextAttemptAt: null, waitsFor: null, person: null, incident: null, cause: null, sent: null },
    ...{ templateVersion: null, templateFailed: null, groupedInto: null, about: [] },
    attempts: [{ number: 1, at: now, durationMs: 120, outcome: 'delivered', httpStatus: 204, detail: null }],
    ...given,
  };
}

/** The part of the schema's root that is about what was sent. */
export function createDeliveries(allow: (permission: string) => void) {
  const own: DeliveryHistory = { rows: [], stats: [], why: null };
  const matches = ({ id, status, event, incident, person, sent }: DeliveryRowFragment, filter: DeliveryFilter) =>
    (filter.ids?.includes(id) ?? true) &&
    (filter.statuses?.includes(status) ?? true) &&
    (filter.events?.includes(event) ?? true) &&
    (filter.personId == null || filter.personId === person?.id) &&
    (filter.incidentId == null || filter.incidentId === incident?.id) &&
    (filter.search == null || `${sent?.subject} ${sent?.text}`.toLowerCase().includes(filter.search.toLowerCase()));
  const root = {
    deliveries: ({ filter, ...paging }: Paging & { filter?: DeliveryFilter | null }) =>
      connection(
        own.rows.filter((row) => matches(row, filter ?? {})),
        paging
      ),
    deliveryStats: () => own.stats,
    whyPaged: () => own.why,
    resendDelivery: ({ id, reason }: { id: string; reason: string }) => {
      allow('deliveries:resend');
      const first = own.rows.find((row) => row.id === id);
      if (first === undefined) {
        throw new GraphQLError(`There is no ${id}.`, { extensions: { code: 'NOT_FOUND' } });
      }
      const cause = causeOf({ reason: 'resent', resentFrom: id, ruleText: reason });
      const again = { ...first, id: `${id}-again`, status: 'PENDING' as const, outcome: null, attempts: [], cause };
      own.rows = [again, ...own.rows];
      return again;
    },
  };
  return { root, own };
}
