import { AppError } from '#kit/errors';
import type { Scope } from '../../engine/scope.ts';
import type { Deed } from '../../playbook/definition.ts';
import { callOffStep, giveStep } from '../../runner/giveStep.ts';
import type { Action } from '../actionKinds.ts';
import { missingCredential } from '../http/run.ts';
import { labelProblems, problemsAt } from '../script/run.ts';
import { checkTemplate, renderTemplate } from '../template.ts';

type SshStep = Extract<Deed, { kind: 'ssh' }>;

/** Runs a command on another machine, from a runner. What templates print into the command is one quoted word each. */
export const sshAction: Action<SshStep> = {
  async check(step, { db }) {
    return [
      ...problemsAt('host', () => checkTemplate(step.host, 'text')),
      ...problemsAt('command', () => checkTemplate(step.command, 'shell')),
      ...(await missingCredential(db, step.credential, 'SSH')),
      ...labelProblems(step.runner),
    ];
  },

  describe(step, { scope }) {
    const { host, port, command } = render(step, scope);
    return { host, port, command, credential: step.credential, runner: step.runner, timeoutSeconds: step.timeoutSeconds };
  },

  perform(step, { scope, ref }, platform) {
    const { host, port, command } = render(step, scope);
    // A runner of the platform reaches what the platform may reach; one of the tenant's own is its own matter.
    if (Object.keys(step.runner).length === 0) platform.outbound.checkTarget(`http://${host.includes(':') ? `[${host}]` : host}:${port}/`);
    return giveStep(platform, ref, {
      spec: { kind: 'ssh', host, port, credential: step.credential, command },
      title: host,
      labels: step.runner,
      timeoutSeconds: step.timeoutSeconds,
      repeatable: step.idempotent === true,
    });
  },

  isRepeatable: (step) => step.idempotent === true,
  cancel: (_, ref, platform) => callOffStep(platform, ref),
};

function render(step: SshStep, scope: Scope): { host: string; port: number; command: string } {
  const written = renderTemplate(step.host, 'text', scope).trim();
  const [, bracketed, plain, digits] = /^(?:\[([0-9a-fA-F:]+)\]|([\w.-]+))(?::(\d{1,5}))?$/.exec(written) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits ?? 22);
  if (host === undefined || host.startsWith('-') || port < 1 || port > 65_535)
    throw new AppError('BAD_USER_INPUT', `"${written}" is not a host, or a host with its port.`);
  return { host, port, command: renderTemplate(step.command, 'shell', scope) };
}
