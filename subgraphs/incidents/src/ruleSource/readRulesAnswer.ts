import type { OutboundFailure } from '#kit/outboundFailure';
import type { OutboundResult } from '#kit/outbound';
import type { RuleHealth, RuleState } from '#prisma/generated/client';
import { z } from 'zod';
import { repairLabels, repairText } from '../ingest/repairText.ts';
import type { SourceRule } from './sourceRule.ts';

/** What came of asking a source for its rules. */
export const syncOutcomes = [
  'synced',
  'credentials_refused',
  'no_rules_api',
  'answered_with_error',
  'not_a_rules_api',
  'answer_too_large',
  'too_many_rules',
  'secret_unreadable',
] as const;
export type SyncOutcome = (typeof syncOutcomes)[number] | OutboundFailure;

export type RulesRead =
  | { reason: 'synced'; rules: SourceRule[]; /** Rules that were left out because they have no form that is known. */ unread: number }
  | { reason: Exclude<SyncOutcome, 'synced'>; detail: string };

/** Most rules of one source. */
export const mostRules = 20_000;

const labels = z.record(z.string(), z.string()).default({});
const rule = z.object({
  type: z.literal('alerting').optional(),
  name: z.string().min(1).max(500),
  query: z.string().min(1).max(100_000),
  duration: z.number().nonnegative().default(0),
  /** Prometheus's spelling, and vmalert's. */
  keepFiringFor: z.number().nonnegative().optional(),
  keep_firing_for: z.number().nonnegative().optional(),
  labels,
  annotations: labels,
  health: z.string().default(''),
  lastError: z.string().default(''),
  state: z.string().default(''),
  lastEvaluation: z.string().optional(),
});
const group = z.object({ name: z.string().max(500), file: z.string().max(1_000).default(''), rules: z.array(z.unknown()) });
const answer = z.object({ status: z.literal('success'), data: z.object({ groups: z.array(z.unknown()) }) });

/** Reads the answer to `GET /api/v1/rules`, as Prometheus and vmalert give it, or says what is wrong with it. Pure. */
export function readRulesAnswer(result: OutboundResult): RulesRead {
  if (result.kind === 'failed') return { reason: result.reason, detail: result.detail };
  const { status, body, bodyCut } = result;
  if (status === 401 || status === 403) return { reason: 'credentials_refused', detail: `It answered ${status}.` };
  if (status === 404) return { reason: 'no_rules_api', detail: 'It answered 404 at /api/v1/rules.' };
  if (status !== 200) return { reason: 'answered_with_error', detail: `It answered ${status}: ${body.slice(0, 300)}` };
  if (bodyCut === 'size') return { reason: 'answer_too_large', detail: `The answer is larger than ${body.length} bytes.` };
  if (bodyCut !== null) return { reason: bodyCut, detail: 'The answer ended early.' };

  const parsed = answer.safeParse(parseJson(body));
  if (!parsed.success) return { reason: 'not_a_rules_api', detail: 'The answer has no groups of rules.' };
  return readGroups(parsed.data.data.groups);
}

function readGroups(groups: readonly unknown[]): RulesRead {
  const rules: SourceRule[] = [];
  let unread = 0;
  for (const each of groups) {
    const within = group.safeParse(each);
    if (!within.success) {
      unread += 1;
      continue;
    }
    for (const raw of within.data.rules) {
      if (isRecording(raw)) continue;
      const parsed = rule.safeParse(raw);
      if (parsed.success) rules.push(sourceRule(parsed.data, within.data));
      else unread += 1;
    }
  }
  if (rules.length > mostRules) return { reason: 'too_many_rules', detail: `It has ${rules.length} alert rules; ${mostRules} is the most.` };
  return { reason: 'synced', rules, unread };
}

function sourceRule(told: z.infer<typeof rule>, { name: group, file }: { name: string; file: string }): SourceRule {
  const clean = (text: string) => repairText(text, '', []);
  return {
    ...{ file: clean(file), group: clean(group), name: clean(told.name), query: clean(told.query) },
    ...{ forS: told.duration, keepFiringForS: told.keepFiringFor ?? told.keep_firing_for ?? 0 },
    ...{ labels: repairLabels(told.labels, '', []), annotations: repairLabels(told.annotations, '', []) },
    health: healths.get(told.health) ?? 'UNKNOWN',
    lastError: clean(told.lastError).slice(0, 2_000) || null,
    state: states.get(told.state) ?? 'UNKNOWN',
    lastEvaluation: momentOf(told.lastEvaluation),
  };
}

const healths: ReadonlyMap<string, RuleHealth> = new Map([
  ['ok', 'OK'],
  ['err', 'ERROR'],
]);
/** vmalert also knows rules that match nothing, `nomatch`; they do not fire either. */
const states: ReadonlyMap<string, RuleState> = new Map([
  ['firing', 'FIRING'],
  ['pending', 'PENDING'],
  ['inactive', 'INACTIVE'],
  ['nomatch', 'INACTIVE'],
]);

/** A rule that was never evaluated says a time before the year 1000. */
function momentOf(text: string | undefined): Date | null {
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) || at <= 0 ? null : new Date(at);
}

function isRecording(raw: unknown): boolean {
  return typeof raw === 'object' && raw !== null && 'type' in raw && raw.type === 'recording';
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
