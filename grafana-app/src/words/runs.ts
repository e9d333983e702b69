import { t } from '@grafana/i18n';
import type { RunStatus } from '../api/generated/graphql';
import { decisionWords } from './decisions';
import { outcomeWords, readable } from './outcomes';
import { plain } from './plain';

/** From the beginning to the end. */
export const runStatuses = [
  'QUEUED',
  'WAITING_FOR_APPROVAL',
  'RUNNING',
  'WAITING',
  'VERIFYING',
  'ROLLING_BACK',
  'SUCCEEDED',
  'FAILED',
  'TIMED_OUT',
  'CANCELLED',
  'ABANDONED',
] as const satisfies readonly RunStatus[];

const ends: readonly RunStatus[] = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'CANCELLED', 'ABANDONED'];

/** Whether nothing will happen in the run any more. */
export function isOver(status: RunStatus): boolean {
  return ends.includes(status);
}

interface Cause {
  kind: string;
  label: string;
}

/** Who or what asked for a run, in words. */
export function causeWords({ kind, label }: Cause): string {
  return (causes[kind] ?? (() => `${readable(kind)}: ${label}`))(label);
}

const causes: Partial<Record<string, (label: string) => string>> = {
  trigger: (label) => t('cause.trigger', 'Trigger {{label}}', { ...plain, label }),
  person: (label) => t('cause.person', 'By hand: {{label}}', { ...plain, label }),
  escalation: (label) => t('cause.escalation', 'Escalation {{label}}', { ...plain, label }),
  agent: (label) => t('cause.agent', 'Agent {{label}}', { ...plain, label }),
  playbook: (label) => t('cause.playbook', 'Playbook {{label}}', { ...plain, label }),
  webhook: (label) => t('cause.webhook', 'Webhook {{label}}', { ...plain, label }),
  schedule: (label) => t('cause.schedule', 'Schedule {{label}}', { ...plain, label }),
};

/** Why a run ended as it did, or why it waits. */
export function runOutcomeWords(outcome: string): string {
  return (outcomes[outcome] ?? startReasons[outcome] ?? (() => outcomeWords(outcome)))();
}

const outcomes: Partial<Record<string, () => string>> = {
  succeeded: () => t('run.outcome.succeeded', 'did what it should'),
  succeeded_past_failures: () => t('run.outcome.pastFailures', 'done, past steps that failed'),
  cancelled: () => t('run.outcome.cancelled', 'stopped by a person'),
  run_cancelled: () => t('run.outcome.runCancelled', 'the run was cancelled'),
  run_failed: () => t('run.outcome.runFailed', 'the run failed elsewhere'),
  run_timed_out: () => t('run.outcome.runTimedOut', 'the run took too long'),
  roll_back_failed: () => t('run.outcome.rollBackFailed', 'undoing it failed, too'),
  expression_failed: () => t('run.outcome.expression', 'an expression has no value'),
  template_failed: () => t('run.outcome.template', 'a template cannot be filled in'),
  unexpected_status: () => t('run.outcome.status', 'an answer with an unexpected status'),
  expired: () => t('run.outcome.expired', 'nobody answered in time'),
  rejected: () => t('run.outcome.rejected', 'somebody refused it'),
  not_held: () => t('run.outcome.notHeld', 'what had to hold did not'),
  step_failed: () => t('run.outcome.stepFailed', 'a step inside it failed'),
  sub_run_failed: () => t('run.outcome.subRunFailed', 'the playbook that it started failed'),
  condition_false: () => t('run.outcome.conditionFalse', 'its condition did not hold'),
  not_taken: () => t('run.outcome.notTaken', 'the other way was taken'),
  exit_code: () => t('jobOutcome.exitCode', 'it ended with another code than 0'),
  killed: () => t('jobOutcome.killed', 'something on its machine killed it'),
  bad_result: () => t('jobOutcome.badResult', 'what it wrote into $SRE_OUTPUT is not JSON, or too large'),
  disk_full: () => t('jobOutcome.diskFull', 'the disk of the runner is full'),
  not_started: () => t('jobOutcome.notStarted', 'it could not be started'),
  language_missing: () => t('jobOutcome.languageMissing', 'the runner has no program for its language'),
  secret_missing: () => t('jobOutcome.secretMissing', 'a secret that it names is not there'),
  no_runner: () => t('jobOutcome.noRunner', 'no runner took it'),
  runner_lost: () => t('jobOutcome.runnerLost', 'its runner was lost, and nobody knows what it did'),
  runner_stopped: () => t('jobOutcome.runnerStopped', 'its runner was stopped'),
  runner_failed: () => t('jobOutcome.runnerFailed', 'its runner failed'),
  no_origin: () => t('run.outcome.noOrigin', 'nobody said where the platform is reached (PUBLIC_URL)'),
  workflow_unknown: () => t('run.outcome.workflowUnknown', 'n8n has no such workflow'),
  workflow_inactive: () => t('run.outcome.workflowInactive', 'the workflow is not active'),
  workflow_failed: () => t('run.outcome.workflowFailed', 'the workflow failed'),
  too_many_items: () => t('run.outcome.tooManyItems', 'there are more of them than it may do'),
  invalid_inputs: () => t('run.outcome.invalidInputs', 'what it was given does not fit'),
  invalid_playbook: () => t('run.outcome.invalidPlaybook', 'something is wrong with the playbook'),
  kind_unavailable: () => t('run.outcome.kindUnavailable', 'the platform cannot do this kind of step'),
  no_incident: () => t('run.outcome.noIncident', 'it needs an incident and has none'),
  nobody_to_tell: () => t('run.outcome.nobodyToTell', 'there is nobody to tell'),
  authentication_failed: () => t('run.outcome.authentication', 'the credential was refused'),
};

/** What a policy of a playbook is called. */
export function policyWords(policy: string): string {
  return (policies[policy] ?? (() => readable(policy)))();
}

const policies: Partial<Record<string, () => string>> = {
  loop: () => t('playbookPolicy.loop', 'Loop protection'),
  concurrency: () => t('playbookPolicy.concurrency', 'Runs at once'),
  rate: () => t('playbookPolicy.rate', 'Runs in a time'),
  cooldown: () => t('playbookPolicy.cooldown', 'Rest between runs'),
  blackout: () => t('playbookPolicy.blackout', 'Times without runs'),
  mostTargets: () => t('playbookPolicy.mostTargets', 'Blast radius'),
  approval: () => t('playbookPolicy.approval', 'Approval first'),
};

/** Why a playbook was not started, or what a policy said. */
export function startDecisionWords(reason: string): string {
  return (startReasons[reason] ?? (() => decisionWords(reason)))();
}

const startReasons: Partial<Record<string, () => string>> = {
  playbook_disabled: () => t('startReason.disabled', 'The playbook is switched off'),
  playbook_unknown: () => t('startReason.unknown', 'There is no such playbook any more'),
  already_started: () => t('startReason.already', 'It was started already'),
  by_hand: () => t('startReason.byHand', 'Started by hand'),
  loop: () => t('startReason.loop', 'It would follow out of itself'),
  within_concurrency: () => t('startReason.within', 'within the limit'),
  concurrency_reached: () => t('startReason.tooMany', 'Too many of its runs are under way'),
  within_rate: () => t('startReason.within', 'within the limit'),
  rate_reached: () => t('startReason.rate', 'It was started too often of late'),
  cooled_down: () => t('startReason.cooled', 'the last run is long enough ago'),
  cooling_down: () => t('startReason.cooldown', 'It ran a short while ago'),
  outside_blackouts: () => t('startReason.noBlackout', 'outside the times without runs'),
  in_blackout: () => t('startReason.blackout', 'Nothing is started at this time'),
  judging_targets: () => t('startReason.judging', 'What it may reach is being looked up'),
  within_reach: () => t('startReason.within', 'within the limit'),
  too_many_targets: () => t('startReason.targets', 'It would reach too many resources'),
  reach_unknown: () => t('startReason.reachUnknown', 'What it may reach is not known'),
  approval_needed: () => t('startReason.approval', 'Somebody must agree first'),
  no_approval_needed: () => t('startReason.noApproval', 'nobody has to agree'),
  approval_rule_unreadable: () =>
    t('startReason.unreadable', 'A rule of approval has no value, so somebody must agree'),
};

export function runCount(total: number, text: string): string {
  return t('runs.count', '{{total}} runs', {
    ...plain,
    count: total,
    total: text,
    defaultValue_one: '{{total}} run',
    defaultValue_other: '{{total}} runs',
  });
}
