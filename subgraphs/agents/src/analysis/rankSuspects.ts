import type { Walk } from '#graph/lineage';
import type { Evidence, Finding, Suspect } from './finding.ts';
import { type Candidate, type IncidentPicture, pictureIncident } from './pictureIncident.ts';
import { firstAmong, scoreCandidate } from './scoreCandidate.ts';

/** Why it ended as it did. */
export type RankingReason = 'ranked' | 'no_alerts' | 'no_candidates' | 'single_alert_without_resource' | 'weak_evidence' | 'tied_candidates';

export type Ranking = Finding & {
  reason: RankingReason;
  /** False while an alert has no facts or no resource yet: another follower may be about to bring them. */
  isSettled: boolean;
};

/** Below this score a best suspect is not worth a person's time. */
const leastScore = 0.15;
/** Suspects are named while they have more than half of the best one's score, and no more than this. */
const mostSuspects = 5;
/** Equal best candidates that are still worth naming; with more of them the answer is that nothing tells them apart. */
const mostTied = 3;

/** Ranks what may have caused an incident, from a walk upstream of it, and says when there is not enough to go by. Pure. */
export function rankSuspects(walk: Pick<Walk, 'nodes' | 'edges' | 'truncated'>): Ranking {
  const picture = pictureIncident(walk);
  const isSettled = picture.alerts.length > 0 && picture.withoutResource === 0 && picture.alerts.every(({ startedAt }) => startedAt !== null);
  const found = judge(picture);
  const missing = missingFrom(picture);
  const evidence = found.extra === undefined ? missing : [found.extra, ...missing];
  if (found.reason !== 'ranked') {
    return {
      reason: found.reason,
      verdict: 'NOT_ENOUGH_EVIDENCE',
      summary: `Not enough evidence: ${excuses[found.reason]}`,
      suspects: [],
      evidence,
      isSettled,
    };
  }
  return { reason: 'ranked', verdict: 'SUSPECTS_RANKED', summary: summaryOf(found.suspects), suspects: found.suspects, evidence, isSettled };
}

type Judgement = { reason: RankingReason; suspects: Suspect[]; extra?: Evidence };

function judge({ alerts, candidates, basis }: IncidentPicture): Judgement {
  const nothing = (reason: RankingReason): Judgement => ({ reason, suspects: [] });
  if (alerts.length === 0) return nothing('no_alerts');
  if (candidates.length === 0) return nothing('no_candidates');
  if (basis === 'metrics_and_rules' && alerts.length === 1) return nothing('single_alert_without_resource');

  const ranked = rank(candidates, alerts);
  const best = ranked[0]?.score ?? 0;
  if (best < leastScore) return nothing('weak_evidence');
  const tied = ranked.filter(({ score }) => score === best);
  if (tied.length > mostTied) {
    const text = `${tied.length} candidates are equally likely.`;
    return { reason: 'tied_candidates', suspects: [], extra: { kind: 'tied_candidates', text, facts: { candidates: tied.length } } };
  }
  return { reason: 'ranked', suspects: ranked.filter(({ score }) => score > best / 2).slice(0, mostSuspects) };
}

/** Best first; of equals the one that fewer depend on, as the nearer cause, then by name so that the order is always the same. */
function rank(candidates: readonly Candidate[], alerts: IncidentPicture['alerts']): Suspect[] {
  const isAlerting = ({ credits }: Candidate) => [...credits.values()].includes(1);
  const alerting = candidates.filter(isAlerting).length;
  const firsts = firstAmong(alerts);
  return candidates
    .map((candidate) => ({ candidate, ...scoreCandidate(candidate, alerts, firsts, alerting - (isAlerting(candidate) ? 1 : 0)) }))
    .sort(
      (a, b) =>
        b.score - a.score ||
        a.candidate.dependents.length - b.candidate.dependents.length ||
        a.candidate.node.label.localeCompare(b.candidate.node.label, 'en') ||
        (a.candidate.node.id < b.candidate.node.id ? -1 : 1),
    )
    .map(({ candidate: { node }, score, reasons }) => ({ kind: node.kind, id: node.id, label: node.label, score, reasons }));
}

/** What there was to look at too little of. */
function missingFrom({ alerts, withoutResource, truncated }: IncidentPicture): Evidence[] {
  const missing: Evidence[] = [];
  if (alerts.length === 0) missing.push({ kind: 'missing_lineage', text: 'No alert of the incident is in the lineage.', facts: { alerts: 0 } });
  if (alerts.length === 1) missing.push({ kind: 'single_alert', text: 'The incident has one alert.', facts: { alerts: 1 } });
  if (withoutResource > 0) {
    const text = `${withoutResource} of ${alerts.length} alerts ${withoutResource === 1 ? 'names' : 'name'} no resource.`;
    missing.push({ kind: 'missing_lineage', text, facts: { alerts: withoutResource, of: alerts.length } });
  }
  if (truncated) missing.push({ kind: 'truncated_lineage', text: 'The lineage is larger than what was looked at; the nearest part was.', facts: {} });
  return missing;
}

const excuses: Record<Exclude<RankingReason, 'ranked'>, string> = {
  no_alerts: 'no alert of the incident is in the lineage.',
  no_candidates: 'nothing is known of what its alerts are about.',
  single_alert_without_resource: 'its only alert names no resource.',
  weak_evidence: 'its alerts have nothing in common, and none fired before the others.',
  tied_candidates: 'several candidates are equally likely.',
};

function summaryOf([best, second]: Suspect[]): string {
  if (best === undefined) throw new Error('A ranking has at least one suspect.');
  const lead = second?.score === best.score ? `${best.label} and ${second.label} are the likeliest causes` : `${best.label} is the likeliest cause`;
  return `${lead}. ${best.reasons.map(({ text }) => text).join(' ')}`;
}
