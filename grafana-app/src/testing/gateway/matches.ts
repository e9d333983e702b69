import { countBy as countByKey } from 'lodash';
import type { AlertFilter, IncidentFilter, ResourceFilter } from '../../api/generated/graphql';
import type { AlertRecord, IncidentRecord, ResourceRecord } from './records';

export function pick<Row extends { id: string }>(rows: Row[], ids: string[]): Row[] {
  return ids.length === 0 ? [] : rows.filter(({ id }) => ids.includes(id));
}

export function includes<Word>(allowed: readonly Word[] | null | undefined, word: Word): boolean {
  return !allowed || allowed.includes(word);
}

export function finds(search: string | null | undefined, ...texts: string[]): boolean {
  return !search || texts.join(' ').toLowerCase().includes(search.toLowerCase());
}

export function incidentMatches(
  { id, title, status, severity, labels, quiet }: IncidentRecord,
  filter: IncidentFilter | undefined
): boolean {
  return (
    includes(filter?.ids, id) &&
    includes(filter?.statuses, status) &&
    includes(filter?.severities, severity) &&
    (filter?.quiet ?? quiet !== undefined) === (quiet !== undefined) &&
    labelsMatch(filter?.matchers, labels) &&
    finds(filter?.search, title, ...Object.values(labels))
  );
}

export function alertMatches(
  { id, name, status, severity, labels }: AlertRecord,
  filter: AlertFilter | undefined
): boolean {
  return (
    includes(filter?.ids, id) &&
    includes(filter?.statuses, status) &&
    includes(filter?.severities, severity) &&
    labelsMatch(filter?.matchers, labels) &&
    finds(filter?.search, name, ...Object.values(labels))
  );
}

function countBy<Row>(rows: Row[], valueOf: (row: Row) => string): Array<{ value: string; count: number }> {
  return Object.entries(countByKey(rows, valueOf)).map(([value, count]) => ({ value, count }));
}

function countLabels(rows: Array<{ labels: Record<string, string> }>) {
  const pairs = rows.flatMap(({ labels }) => Object.entries(labels));
  return [...new Set(pairs.map(([name]) => name))].map((name) => ({
    name,
    values: countBy(
      pairs.filter(([other]) => other === name),
      ([, value]) => value
    ),
  }));
}

export function incidentFacets(incidents: IncidentRecord[], filter: IncidentFilter | undefined) {
  const under = (own: keyof IncidentFilter | undefined) =>
    incidents.filter((incident) => incidentMatches(incident, own === undefined ? filter : { ...filter, [own]: null }));
  return {
    counted: under(undefined).length,
    isComplete: true,
    statuses: countBy(under('statuses'), ({ status }) => status),
    severities: countBy(under('severities'), ({ severity }) => severity),
    priorities: [],
    ownerTeams: [],
    labels: countLabels(under(undefined)),
  };
}

export function alertFacets(alerts: AlertRecord[], filter: AlertFilter | undefined) {
  const under = (own: keyof AlertFilter | undefined) =>
    alerts.filter((alert) => alertMatches(alert, own === undefined ? filter : { ...filter, [own]: null }));
  return {
    counted: under(undefined).length,
    isComplete: true,
    statuses: countBy(under('statuses'), ({ status }) => status),
    severities: countBy(under('severities'), ({ severity }) => severity),
    integrations: [],
    labels: countLabels(under(undefined)),
  };
}

/** Conditions `name="value"` only: enough for what the pages write by themselves. */
function labelsMatch(matchers: string | null | undefined, labels: Record<string, string>): boolean {
  return [...(matchers ?? '').matchAll(/(\w+)="([^"]*)"/g)].every(([, name = '', value]) => labels[name] === value);
}

export function resourceMatches(
  { id, kind, name, labels }: ResourceRecord,
  filter: ResourceFilter | undefined
): boolean {
  return (
    includes(filter?.ids, id) && includes(filter?.kinds, kind) && finds(filter?.search, name, ...Object.values(labels))
  );
}
