import type { IncidentFilter, IncidentStatus, Priority, Severity } from '../../api/generated/graphql';
import { readWords, withWords } from '../../routing/listParams';
import { incidentStatuses, priorities, severities } from '../../words/incidents';

/** What the list shows, as its address says it. */
export interface ListFilter {
  statuses: IncidentStatus[];
  severities: Severity[];
  priorities: Priority[];
  /** Ids of teams. */
  owners: string[];
  /** Only those that people are not told of; otherwise only the others. */
  quiet: boolean;
  matchers: string;
  search: string;
}

/** What a person on call wants to see who has not chosen anything. */
const open: IncidentStatus[] = ['TRIGGERED', 'ACKNOWLEDGED'];

/** In the address: any status. It differs from no word at all, which means the open ones. */
const ANY = 'any';

export function readIncidentFilter(params: URLSearchParams): ListFilter {
  const given = params.get('status');
  return {
    statuses: given === null ? open : readWords(params, 'status', incidentStatuses),
    severities: readWords(params, 'severity', severities),
    priorities: readWords(params, 'priority', priorities),
    owners: (params.get('owner') ?? '').split(',').filter((id) => id !== ''),
    quiet: params.get('quiet') === '1',
    matchers: params.get('match') ?? '',
    search: params.get('q') ?? '',
  };
}

/** The address with other statuses; the usual ones need no mention. */
export function withStatuses(params: URLSearchParams, statuses: IncidentStatus[]): URLSearchParams {
  const isUsual = statuses.length === open.length && open.every((status) => statuses.includes(status));
  return withWords(params, 'status', isUsual ? [] : statuses.length === 0 ? [ANY] : statuses);
}

/** Whether the list shows the open incidents and nothing narrows it further. */
export function isUsual(filter: ListFilter): boolean {
  return filter.statuses.join() === open.join() && !filter.quiet && Object.keys(toIncidentFilter(filter)).length === 2;
}

/** The filter as the platform takes it: what does not filter is left out, so that equal filters are equal subscriptions. */
export function toIncidentFilter(filter: ListFilter): IncidentFilter {
  const { statuses, owners, matchers, search } = filter;
  return {
    quiet: filter.quiet,
    ...(statuses.length > 0 && { statuses }),
    ...(filter.severities.length > 0 && { severities: filter.severities }),
    ...(filter.priorities.length > 0 && { priorities: filter.priorities }),
    ...(owners.length > 0 && { ownerTeamIds: owners }),
    ...(matchers.trim() !== '' && { matchers: matchers.trim() }),
    ...(search.trim() !== '' && { search: search.trim() }),
  };
}
