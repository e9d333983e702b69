import type { Evidence } from './finding.ts';
import type { Candidate, SeenAlert } from './pictureIncident.ts';

/**
 * A candidate's score, 0 to 0.9, and the reasons for it:
 *
 *     score = 0.4 · share · n/(n+1)  +  0.3 · first  +  0.2 · upstream
 *
 * - share: credit for each alert, summed, over the number of alerts. Credit is 1 for an alert about the candidate itself, and the
 *   strength of the relation for one about what depends on it (pictureIncident). n is the number of alerts with any credit:
 *   three alerts that agree say more than one alone, for which the factor is one half.
 * - first: the mean credit for the alerts that fired first, i.e. within 15 s of the earliest, since rules are evaluated every 15 s
 *   or so and nearer times say nothing; 0 when no alert fired later than those.
 * - upstream: the strength with which other alerting things depend on the candidate, summed, over the number of them; 0 for a
 *   candidate without alerts of its own that only one of them depends on, since that one explains its alerts better itself.
 *
 * The weights add up to 0.9: without knowing what was changed and when, nothing is certain.
 */
export function scoreCandidate(
  candidate: Candidate,
  alerts: readonly SeenAlert[],
  { first, leadMs }: Firsts,
  alertingOthers: number,
): { score: number; reasons: Evidence[] } {
  const { credits, dependents } = candidate;
  const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, number) => total + number, 0);
  const share = sum(credits.values()) / alerts.length;
  const earliest = leadMs === null ? 0 : sum(first.map((name) => credits.get(name) ?? 0)) / first.length;
  const isShared = dependents.length > 1 || [...credits.values()].includes(1);
  const upstream = alertingOthers === 0 || !isShared ? 0 : sum(dependents.map(({ strength }) => strength)) / alertingOthers;
  const score = 0.4 * share * (credits.size / (credits.size + 1)) + 0.3 * earliest + 0.2 * upstream;

  const reasons: Evidence[] = [];
  if (earliest > 0 && leadMs !== null) {
    const text = `${first.length === 1 ? 'The first alert' : 'One of the first alerts'} is about it or what depends on it, ${inWords(leadMs)} before the next.`;
    reasons.push({ kind: 'fired_first', text, facts: { first: first.length, leadMs } });
  }
  if (alerts.length > 1) {
    const text = `${credits.size} of ${alerts.length} alerts ${credits.size === 1 ? 'is' : 'are'} about it or what depends on it.`;
    reasons.push({ kind: 'shared_by_alerts', text, facts: { alerts: credits.size, of: alerts.length } });
  } else {
    reasons.push({
      kind: 'single_alert',
      text: 'The only alert is about it or what depends on it; there is nothing to compare it with.',
      facts: { alerts: 1 },
    });
  }
  if (upstream > 0 && alerts.length > 1) {
    const labels = dependents.map(({ node }) => node.label).sort();
    const text = `${labels.length === 1 ? 'Something else' : `${labels.length} others`} with alerts ${labels.length === 1 ? 'depends' : 'depend'} on it: ${named(labels)}.`;
    reasons.push({ kind: 'upstream_of', text, facts: { count: labels.length, labels: labels.slice(0, mostNamed) } });
  }
  return { score: Math.round(score * 100) / 100, reasons };
}

/** Starts closer than this are the same moment, in milliseconds. */
const sameMoment = 15_000;

/** Names of the alerts that fired first, and how long before the next; null when none fired later. */
type Firsts = { first: string[]; leadMs: number | null };

export function firstAmong(alerts: readonly SeenAlert[]): Firsts {
  const started = alerts.flatMap(({ name, startedAt }) => (startedAt === null ? [] : [{ name, startedAt }]));
  const earliest = Math.min(...started.map(({ startedAt }) => startedAt));
  const first = started.filter(({ startedAt }) => startedAt - earliest < sameMoment);
  const later = started.filter(({ startedAt }) => startedAt - earliest >= sameMoment);
  const leadMs = later.length === 0 ? null : Math.min(...later.map(({ startedAt }) => startedAt)) - earliest;
  return { first: first.map(({ name }) => name), leadMs };
}

const mostNamed = 5;

function named(labels: string[]): string {
  const rest = labels.length - mostNamed;
  return `${labels.slice(0, mostNamed).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function inWords(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 120) return `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}
