import { offeredEvents } from '#contracts/events';
import { viewerOf } from '#kit/caller';
import { buildSubgraph } from '#kit/schema';
import type { Subgraph } from '#kit/subgraph';
import { followEvent, followTogether, implementTask } from '#kit/task';
import { takeStepAnswer } from './actions/asked/takeStepAnswer.ts';
import { ApprovalResolver } from './approvals/approval.resolver.ts';
import { foreseeRun } from './approvals/foreseeRun.ts';
import { takeAnswer } from './approvals/takeAnswer.ts';
import { type AutomationPlatform, createContext } from './context.ts';
import { CredentialResolver } from './credential/credential.resolver.ts';
import { DryRunResolver } from './dryRun/dryRun.resolver.ts';
import { StatsResolver } from './stats/stats.resolver.ts';
import { createHands } from './engine/createHands.ts';
import { cancelStep } from './engine/cancelStep.ts';
import { cancelSubRun } from './engine/cancelSubRun.ts';
import { cancelRunTask, cancelStepTask, performStepTask, wakeRunTask } from './engine/engine.task.ts';
import { performStep } from './engine/performStep.ts';
import { sweepRuns } from './engine/sweepRuns.ts';
import { wakeRun } from './engine/wakeRun.ts';
import { IncidentResolver } from './incident/incident.resolver.ts';
import { PlaybookResolver, PlaybookVersionResolver } from './playbook/playbook.resolver.ts';
import { PlaybookType } from './playbook/playbook.type.ts';
import { PlaybookVerbsResolver } from './playbook/playbookVerbs.resolver.ts';
import { resolvePlaybook } from './playbook/resolvePlaybook.ts';
import { resolveRun } from './run/resolveRun.ts';
import { RunResolver } from './run/run.resolver.ts';
import { RunType } from './run/run.type.ts';
import { RunVerbsResolver } from './run/runVerbs.resolver.ts';
import { artefactFiles } from './runner/artefactFiles.ts';
import { RunnerJobResolver } from './runner/job.resolver.ts';
import { RunnerResolver } from './runner/runner.resolver.ts';
import { runnerRoutes } from './runner/runnerRoutes.ts';
import { tellStepTask } from './runner/runner.task.ts';
import { sweepJobs } from './runner/sweepJobs.ts';
import { tellStep } from './runner/tellStep.ts';
import { ScriptResolver, ScriptVersionResolver } from './script/script.resolver.ts';
import { SecretResolver } from './secret/secret.resolver.ts';
import { IncidentStub } from './stubs.ts';
import { callbackRoute } from './n8n/callbackRoute.ts';
import { followExecution } from './n8n/followExecution.ts';
import { followExecutionTask } from './n8n/n8n.task.ts';
import { N8nResolver } from './n8n/n8n.resolver.ts';
import { fireSchedules } from './trigger/fireSchedules.ts';
import { hookRoute } from './trigger/hookRoute.ts';
import { runAskedPlaybook } from './trigger/runAskedPlaybook.ts';
import { runAutomations } from './trigger/runAutomations.ts';
import { showCall, showCallTask } from './trigger/showCall.ts';
import { TriggerDecisionResolver, TriggerEventResolver, TriggerResolver, TriggerVerdictResolver } from './trigger/trigger.resolver.ts';

const references = {
  Run: resolveRun,
  Playbook: resolvePlaybook,
  // The rows under an incident are the caller's tenant's own, so a foreign id finds none.
  Incident: ({ id }: { id: string }) => ({ id }),
};

/** Steps that a process does at once; each waits for somebody outside most of its time. */
const stepsAtOnce = 40;

/** Doing something about incidents: triggers, playbooks, and their runs with every step's input and output. `jobWaitsMs`: how long a job waits for its step. */
export function createAutomation(platform: AutomationPlatform, { jobWaitsMs }: { jobWaitsMs?: number } = {}): Subgraph {
  const hands = createHands(stepsAtOnce, (error) => platform.log.error({ err: error }, 'a step in hand failed; its lease runs out'), jobWaitsMs);
  return {
    name: 'automation',
    schema: buildSubgraph(
      [
        PlaybookResolver,
        PlaybookVersionResolver,
        PlaybookVerbsResolver,
        RunResolver,
        RunVerbsResolver,
        StatsResolver,
        DryRunResolver,
        IncidentResolver,
        ScriptResolver,
        ScriptVersionResolver,
        SecretResolver,
        CredentialResolver,
        RunnerResolver,
        RunnerJobResolver,
        ApprovalResolver,
        N8nResolver,
        TriggerResolver,
        TriggerDecisionResolver,
        TriggerEventResolver,
        TriggerVerdictResolver,
      ],
      references,
      [PlaybookType, RunType, IncidentStub],
    ),
    contextFor(caller) {
      const reader = platform.database.openReader(caller.tenantId, viewerOf(caller));
      return { context: createContext(platform, caller, reader.db), close: () => reader.close() };
    },
    routes: [hookRoute(platform), callbackRoute(platform), ...runnerRoutes(platform)],
    files: artefactFiles(platform),
    tasks: [wakeRunTask, performStepTask, cancelStepTask, cancelRunTask, showCallTask, tellStepTask, followExecutionTask],
    handlers: [
      followEvent('escalation.playbookAsked', 'runAskedPlaybook', ({ tenantId, payload }) => runAskedPlaybook(platform, tenantId, payload)),
      followEvent('approval.asked', 'foreseeRun', ({ tenantId, payload }) => foreseeRun(platform, tenantId, payload.approvalId)),
      followEvent('approval.answered', 'answerApproval', ({ tenantId, payload }) => takeAnswer(platform, tenantId, payload)),
      followEvent('step.answered', 'takeStepAnswer', ({ tenantId, payload }) => takeStepAnswer(platform, tenantId, payload)),
      ...offeredEvents.map((name) => followTogether(name, 'runAutomations', (jobs) => runAutomations(platform, name, jobs))),
      implementTask(showCallTask, ({ tenantId, payload }) => showCall(platform, tenantId, payload)),
      implementTask(tellStepTask, ({ tenantId, payload }) => tellStep(platform, tenantId, payload.jobId)),
      implementTask(followExecutionTask, ({ tenantId, payload }) => followExecution(platform, tenantId, payload)),
      implementTask(wakeRunTask, ({ tenantId, payload }) => wakeRun(platform, tenantId, payload.runId)),
      implementTask(performStepTask, (job) => hands.give(() => performStep(platform, job, hands))),
      implementTask(cancelStepTask, ({ tenantId, payload }) => cancelStep(platform, tenantId, payload)),
      implementTask(cancelRunTask, ({ tenantId, payload }) => cancelSubRun(platform, tenantId, payload)),
    ],
    crons: [
      { name: 'settleSteps', every: 3_600, run: (signal) => hands.settle(signal) },
      { name: 'sweepAutomations', every: 5, run: () => sweepRuns(platform) },
      { name: 'fireSchedules', every: 5, run: (signal) => fireSchedules(platform, signal) },
      { name: 'sweepRunnerJobs', every: 5, run: (signal) => sweepJobs(platform, signal) },
    ],
  };
}
