import type { IncidentFilter, IncidentStatus, Severity } from '../../api/generated/graphql';
import { readWords, withWords } from '../../routing/listParams';
import { incidentStatuses, severities } from '../../words/incidents';

/** What the list shows, as its address says it. */
export interface ListFilter {
  statuses: IncidentStatus[];
  severities: Severity[];
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
    search: params.get('q') ?? '',
  };
}

/** The address with other statuses; the usual ones need no mention. */
export function withStatuses(params: URLSearchParams, statuses: IncidentStatus[]): URLSearchParams {
  const isUsual = statuses.length === open.length && open.every((status) => statuses.includes(status));
  return withWords(params, 'status', isUsual ? [] : statuses.length === 0 ? [ANY] : statuses);
}

/** Whether the list shows the open incidents and nothing narrows it further. */
export function isUsual({ statuses, severities, search }: ListFilter): boolean {
  return statuses.join() === open.join() && severities.length === 0 && search === '';
}

/** The filter as the platform takes it: what does not filter is left out, so that equal filters are equal subscriptions. */
export function toIncidentFilter({ statuses, severities, search }: ListFilter): IncidentFilter {
  return {
    ...(statuses.length > 0 && { statuses }),
    ...(severities.length > 0 && { severities }),
    ...(search.trim() !== '' && { search: search.trim() }),
  };
}
