import type { QuietReason } from '#contracts/events';
import { z } from 'zod';

/** What is known of how people were told of one incident, and one person among them. */
export type PagingFacts = {
  personId: string;
  /** Null for an incident that nobody can say anything about any more. */
  incident: { status: string; quiet: QuietReason | null; snoozedUntil: Date | null; announcedAt: Date | null } | null;
  runs: readonly {
    id: string;
    state: string;
    reason: string;
    chainName: string;
    policyPath: readonly string[];
    startedAt: Date;
    endedAt: Date | null;
  }[];
  decisions: readonly { runId: string; at: Date; step: number | null; kind: string; reason: string; facts: unknown }[];
  /** The person's own. */
  pages: readonly { state: string; reason: string; createdAt: Date; nextAt: Date | null }[];
  /** To the person, in the order in which they were decided. */
  deliveries: readonly { id: string; status: string; outcome: string | null; channelName: string; createdAt: Date; finishedAt: Date | null }[];
};

/** The answer in one named reason, with what it was decided on. */
export type PagingVerdict = {
  reason:
    | 'told'
    | 'under_way'
    | 'not_reached'
    | 'no_way_to_reach'
    | 'rules_wait'
    | 'skipped'
    | 'ended_before'
    | 'not_yet'
    | 'others_told'
    | 'nobody_told'
    | 'policy_tells_nobody'
    | 'quiet'
    | 'snoozed'
    | 'not_announced'
    | 'no_escalation'
    | 'unknown_incident';
  facts: Record<string, unknown>;
};

const people = z.object({ people: z.array(z.object({ id: z.string(), name: z.string().nullable() })) });
const skippedTargets = z.object({ skipped: z.array(z.object({ id: z.string(), reason: z.string() })) });
const peopleOf = (facts: unknown) => people.safeParse(facts).data?.people ?? [];
const skippedOf = (facts: unknown) => skippedTargets.safeParse(facts).data?.skipped ?? [];

/** Why a person was told of an incident, or was not: what reached them first, then what was meant for them, then what went to others, then what never began. Pure. */
export function explainPaging(known: PagingFacts): PagingVerdict {
  return ofDeliveries(known) ?? ofPages(known) ?? ofSteps(known) ?? ofIncident(known);
}

function ofDeliveries({ deliveries }: PagingFacts): PagingVerdict | null {
  if (deliveries.length === 0) return null;
  const delivered = deliveries.filter(({ status }) => status === 'DELIVERED');
  const [first] = delivered.toSorted((one, other) => (one.finishedAt?.getTime() ?? 0) - (other.finishedAt?.getTime() ?? 0));
  if (first) return { reason: 'told', facts: { at: first.finishedAt?.toISOString() ?? null, channel: first.channelName, times: delivered.length } };
  const waiting = deliveries.find(({ status }) => status === 'PENDING' || status === 'SENDING');
  if (waiting) return { reason: 'under_way', facts: { channel: waiting.channelName, since: waiting.createdAt.toISOString() } };
  const outcomes = [...new Set(deliveries.flatMap(({ outcome }) => outcome ?? []))];
  return { reason: 'not_reached', facts: { outcomes, channels: [...new Set(deliveries.map(({ channelName }) => channelName))] } };
}

function ofPages({ pages }: PagingFacts): PagingVerdict | null {
  const page = pages.at(-1);
  if (!page) return null;
  const at = page.createdAt.toISOString();
  if (page.state === 'RUNNING') return { reason: 'rules_wait', facts: { since: at, nextAt: page.nextAt?.toISOString() ?? null } };
  if (page.reason === 'no_way_to_reach' || page.reason === 'all_rules_followed') return { reason: 'no_way_to_reach', facts: { at } };
  return { reason: 'ended_before', facts: { at, because: page.reason } };
}

function ofSteps({ personId, runs, decisions }: PagingFacts): PagingVerdict | null {
  for (const { at, step, facts } of decisions) {
    const own = skippedOf(facts).find(({ id }) => id === personId);
    if (own) return { reason: 'skipped', facts: { because: own.reason, step: stepOf(step), at: at.toISOString() } };
  }
  const last = runs.at(-1);
  if (!last) return null;
  const names = [...new Set(decisions.flatMap(({ facts }) => peopleOf(facts)).flatMap(({ name }) => name ?? []))];
  const place = { chain: last.chainName, policy: last.policyPath.join(' › ') };
  if (names.length > 0 && last.state === 'RUNNING') return { reason: 'not_yet', facts: { ...place, people: names } };
  if (names.length > 0) return { reason: 'others_told', facts: { ...place, people: names, because: last.reason } };
  if (last.state === 'RUNNING') return { reason: 'not_yet', facts: { ...place, people: [] } };
  const tried = decisions.filter(({ step }) => step !== null).at(-1);
  if (tried === undefined) return { reason: 'policy_tells_nobody', facts: { ...place, because: last.reason } };
  return { reason: 'nobody_told', facts: { ...place, because: tried.reason, step: stepOf(tried.step) } };
}

function ofIncident({ incident }: PagingFacts): PagingVerdict {
  if (!incident) return { reason: 'unknown_incident', facts: {} };
  if (incident.quiet !== null) return { reason: 'quiet', facts: { because: incident.quiet } };
  if (incident.snoozedUntil !== null) return { reason: 'snoozed', facts: { until: incident.snoozedUntil.toISOString() } };
  if (incident.announcedAt === null) return { reason: 'not_announced', facts: { status: incident.status } };
  return { reason: 'no_escalation', facts: { announcedAt: incident.announcedAt.toISOString() } };
}

/** As people count them. */
const stepOf = (step: number | null): number | null => (step === null ? null : step + 1);
