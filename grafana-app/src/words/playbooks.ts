import { t } from '@grafana/i18n';
import type { Branch, StepKind } from '../playbook/definition';
import type { Look } from './incidents';
import { plain } from './plain';

/** Of one kind of step: what it is called, what it does in a sentence, and how it is drawn. */
export interface StepKindLook extends Look {
  help: string;
}

/** How a kind of step is shown. A kind that this version does not know is shown by its own word. */
export function stepKindLook(kind: StepKind | string): StepKindLook {
  return looks[kind]?.() ?? { text: kind, help: '', icon: 'cube', color: 'text' };
}

/** Colours: blue does something, purple talks to people, orange decides, green checks, yellow waits. */
const looks: Partial<Record<string, () => StepKindLook>> & Record<StepKind, () => StepKindLook> = {
  script: () => ({
    ...{ text: t('step.script.name', 'Script'), icon: 'brackets-curly', color: 'blue' },
    help: t('step.script.help', 'Runs a script of the library on a runner.'),
  }),
  ssh: () => ({
    ...{ text: t('step.ssh.name', 'SSH command'), icon: 'monitor', color: 'blue' },
    help: t('step.ssh.help', 'Runs a command on another machine, whose host key is verified.'),
  }),
  http: () => ({
    ...{ text: t('step.http.name', 'HTTP request'), icon: 'globe', color: 'blue' },
    help: t('step.http.help', 'Calls an address and looks at its answer.'),
  }),
  kubernetes: () => ({
    ...{ text: t('step.kubernetes.name', 'Kubernetes'), icon: 'kubernetes', color: 'blue' },
    help: t('step.kubernetes.help', 'Reads, patches, scales or restarts an object of a cluster.'),
  }),
  n8n: () => ({
    ...{ text: t('step.n8n.name', 'n8n workflow'), icon: 'process', color: 'blue' },
    help: t('step.n8n.help', 'Starts a workflow of n8n and waits until it calls back.'),
  }),
  notify: () => ({
    ...{ text: t('step.notify.name', 'Tell people'), icon: 'comment-alt', color: 'purple' },
    help: t('step.notify.help', 'Sends a text to channels, teams, people or who is on call.'),
  }),
  silence: () => ({
    ...{ text: t('step.silence.name', 'Silence'), icon: 'bell-slash', color: 'purple' },
    help: t('step.silence.help', 'Silences alerts with these labels for a time.'),
  }),
  grafanaAnnotation: () => ({
    ...{ text: t('step.annotation.name', 'Grafana annotation'), icon: 'chart-line', color: 'purple' },
    help: t('step.annotation.help', 'Marks the moment in Grafana’s graphs.'),
  }),
  agent: () => ({
    ...{ text: t('step.agent.name', 'Agent'), icon: 'ai', color: 'purple' },
    help: t('step.agent.help', 'Asks the agents for an analysis of the incident and its likely causes.'),
  }),
  condition: () => ({
    ...{ text: t('step.condition.name', 'Condition'), icon: 'code-branch', color: 'orange' },
    help: t('step.condition.help', 'Goes one of two ways.'),
  }),
  parallel: () => ({
    ...{ text: t('step.parallel.name', 'At the same time'), icon: 'sitemap', color: 'orange' },
    help: t('step.parallel.help', 'Goes several ways at once, and on when all have ended.'),
  }),
  forEach: () => ({
    ...{ text: t('step.forEach.name', 'For each'), icon: 'repeat', color: 'orange' },
    help: t('step.forEach.help', 'Does its steps for each of a list, some of them at a time.'),
  }),
  verify: () => ({
    ...{ text: t('step.verify.name', 'Verify'), icon: 'check-circle', color: 'green' },
    help: t(
      'step.verify.help',
      'Waits until a query or an address says that it worked; fails when that does not come.'
    ),
  }),
  wait: () => ({
    ...{ text: t('step.wait.name', 'Wait'), icon: 'clock-nine', color: 'yellow' },
    help: t('step.wait.help', 'Lets some time pass.'),
  }),
  approval: () => ({
    ...{ text: t('step.approval.name', 'Approval'), icon: 'shield', color: 'purple' },
    help: t('step.approval.help', 'Goes on when somebody else than who asked for the run agrees.'),
  }),
  input: () => ({
    ...{ text: t('step.input.name', 'Ask for values'), icon: 'edit', color: 'purple' },
    help: t('step.input.help', 'Asks a person for values by a form, and goes on with them.'),
  }),
  playbook: () => ({
    ...{ text: t('step.playbook.name', 'Playbook'), icon: 'book-open', color: 'orange' },
    help: t('step.playbook.help', 'Runs another playbook and waits for its end.'),
  }),
};

/** What a list of steps is to the step that has it. */
export function branchWords(role: Branch['role'], number?: number): string {
  switch (role) {
    case 'then':
      return t('step.branch.then', 'If it holds');
    case 'else':
      return t('step.branch.else', 'Otherwise');
    case 'branch':
      return t('step.branch.branch', 'Branch {{number}}', { ...plain, number });
    case 'each':
      return t('step.branch.each', 'For each of them');
    case 'undo':
      return t('step.branch.undo', 'Undo it by');
    default:
      return role satisfies never;
  }
}

/** How a step of a run stands. A status that this version does not know is shown by its own word. */
export function stepStatusLook(status: string): Look {
  return statuses[status]?.() ?? { text: status, icon: 'question-circle', color: 'text' };
}

const statuses: Partial<Record<string, () => Look>> = {
  QUEUED: () => ({ text: t('stepStatus.queued', 'Queued'), icon: 'hourglass', color: 'text' }),
  PENDING: () => ({ text: t('stepStatus.pending', 'To come'), icon: 'circle', color: 'text' }),
  RUNNING: () => ({ text: t('stepStatus.running', 'Running'), icon: 'sync', color: 'blue' }),
  WAITING: () => ({ text: t('stepStatus.waiting', 'Waiting'), icon: 'clock-nine', color: 'yellow' }),
  VERIFYING: () => ({ text: t('stepStatus.verifying', 'Verifying'), icon: 'eye', color: 'blue' }),
  SUCCEEDED: () => ({ text: t('stepStatus.succeeded', 'Succeeded'), icon: 'check-circle', color: 'green' }),
  FAILED: () => ({ text: t('stepStatus.failed', 'Failed'), icon: 'times-circle', color: 'red' }),
  TIMED_OUT: () => ({ text: t('stepStatus.timedOut', 'Timed out'), icon: 'stopwatch', color: 'red' }),
  SKIPPED: () => ({ text: t('stepStatus.skipped', 'Skipped'), icon: 'forward', color: 'text' }),
  CANCELLED: () => ({ text: t('stepStatus.cancelled', 'Cancelled'), icon: 'ban', color: 'orange' }),
  ABANDONED: () => ({ text: t('stepStatus.abandoned', 'Abandoned'), icon: 'ban', color: 'orange' }),
};
