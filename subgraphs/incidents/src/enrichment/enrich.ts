import type { AlertStatus, Labels, Priority, Severity } from '#contracts/words';
import type { IntegrationSource } from '#prisma/generated/client';

/** An alert as far as rules look at it and change it. */
export type Enrichable = {
  status: AlertStatus;
  labels: Labels;
  annotations: Labels;
  /** How bad the source or a rule says it is; null leaves it to the labels. */
  severity: Severity | null;
  ownerTeamId: string | null;
  priority: Priority | null;
};

/** Where an alert comes from. */
export type Origin = { integrationId: string | null; source: IntegrationSource | null };

/** Why a rule changed an alert, or left it as it was. */
export type StepReason =
  | 'applied'
  /** It was for this alert, and found what is there already. */
  | 'changed_nothing'
  /** The pattern is not in the text, or the text is missing. */
  | 'pattern_not_found'
  /** No row of the table is for these labels. */
  | 'not_in_table'
  | 'switched_off'
  | 'other_integration'
  | 'matcher_did_not_hold'
  | 'condition_did_not_hold'
  /** It could not be worked out; the facts say why. The alert goes on without it. */
  | 'failed'
  | 'dropped_by_rule'
  /** A rule before it dropped the alert. */
  | 'alert_was_dropped';

/** What something was before a rule and what it is after; null for what is not there. */
export type Change = [before: string | null, after: string | null];

/** What one rule did. Of labels and of the other words only what changed. */
export type Step = {
  ruleId: string;
  rule: string;
  reason: StepReason;
  labels?: Record<string, Change>;
  severity?: Change;
  ownerTeamId?: Change;
  priority?: Change;
  facts?: Record<string, unknown>;
};

export type Enriched = { alert: Enrichable; steps: Step[]; droppedBy: { ruleId: string; rule: string } | null };

/** Steps that are worth keeping: what changed the alert, and what should have. */
const noteworthy: ReadonlySet<StepReason> = new Set(['applied', 'failed', 'dropped_by_rule']);

/**
 * What a tenant's rules make of an alert, one after the other in their order, each seeing what those before it made. The same alert always becomes the
 * same, which is what lets repeats be known by their words. A rule that fails is left out with a reason; an alert is never lost by one.
 * `explain` tells of every rule; else only of those that did, or failed to do, something.
 */
export function enrich(alert: Enrichable, rules: readonly CompiledRule[], origin: Origin, explain = false): Enriched {
  let current = alert;
  const steps: Step[] = [];
  let droppedBy: Enriched['droppedBy'] = null;
  for (const rule of rules) {
    if (droppedBy && !explain) break;
    const outcome = droppedBy ? ({ reason: 'alert_was_dropped' } as const) : attempt(rule, current, origin);
    const { reason, facts, next } = { next: undefined, facts: undefined, ...outcome };
    if (reason === 'dropped_by_rule') droppedBy = { ruleId: rule.id, rule: rule.name };
    if (explain || noteworthy.has(reason)) {
      steps.push({ ruleId: rule.id, rule: rule.name, reason, ...(next && changesBetween(current, next)), ...(facts && { facts }) });
    }
    if (next) current = next;
  }
  return { alert: current, steps, droppedBy };
}

/** A rule, ready to be asked many times. */
export type CompiledRule = {
  id: string;
  name: string;
  /** Why it is not for this alert; null when it is. */
  judge(alert: Enrichable, origin: Origin): Outcome | null;
  act: Act;
};

/** What a rule does to an alert that it is for. */
export type Act = (alert: Enrichable, origin: Origin) => Outcome;

/** What came of one rule: `next` is the alert after it, where it changed. */
export type Outcome = { reason: StepReason; next?: Enrichable; facts?: Record<string, unknown> };

function attempt(rule: CompiledRule, alert: Enrichable, origin: Origin): Outcome {
  try {
    return rule.judge(alert, origin) ?? rule.act(alert, origin);
  } catch (error) {
    // Whatever a rule trips over, even a defect of ours: an alert that comes through unenriched is worth more than one that does not come.
    return { reason: 'failed', facts: { message: error instanceof Error ? error.message : String(error) } };
  }
}

function changesBetween(before: Enrichable, after: Enrichable): Omit<Step, 'ruleId' | 'rule' | 'reason' | 'facts'> {
  const names = new Set([...Object.keys(before.labels), ...Object.keys(after.labels)]);
  const labels = Object.fromEntries(
    [...names].flatMap((name) => {
      const change = changeOf(own(before.labels, name), own(after.labels, name));
      return change ? [[name, change] as const] : [];
    }),
  );
  const [severity, ownerTeamId, priority] = (['severity', 'ownerTeamId', 'priority'] as const).map((word) => changeOf(before[word], after[word]));
  return {
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(severity && { severity }),
    ...(ownerTeamId && { ownerTeamId }),
    ...(priority && { priority }),
  };
}

function own(labels: Labels, name: string): string | null {
  return Object.hasOwn(labels, name) ? (labels[name] ?? null) : null;
}

function changeOf(before: string | null, after: string | null): Change | undefined {
  return before === after ? undefined : [before, after];
}
