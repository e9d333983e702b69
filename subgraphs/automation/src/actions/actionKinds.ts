import type { SecretKey } from '#kit/secret';
import type { IncidentFacts } from '#contracts/events';
import type { Outbound } from '#kit/outbound';
import type { Prisma } from '#prisma/generated/client';
import type { Step } from '../playbook/steps.ts';
import { httpAction } from './http/run.ts';

/** What an action works with. */
export type ActionMeans = { outbound: Outbound; secretKey: SecretKey };

/** What a step is about: the templates' variables, and the key under which its receiver can tell a repeat. */
export type ActionScope = { incident: IncidentFacts; run: { id: string }; idempotencyKey: string };

/** How a step ended. `outcome` is `succeeded` or a coded reason. */
export type ActionEnd = { status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT'; outcome: string; output: Prisma.InputJsonObject | null };

/** A step made ready: what it is given, with secrets masked, and the deed itself. */
export type PreparedAction = { input: Prisma.InputJsonObject; perform(): Promise<ActionEnd> };

/** A kind of action. `check` throws a coded error for a step that can never work; `prepare` does nothing outside. */
export type Action<Kind extends Step> = {
  check(step: Kind, means: ActionMeans): void;
  prepare(step: Kind, scope: ActionScope, means: ActionMeans): PreparedAction;
  /** Whether doing the step twice does no harm. */
  isRepeatable(step: Kind): boolean;
};

/** The kinds of steps there are, with the code of each. */
export const actionKinds: { [Kind in Step['kind']]: Action<Extract<Step, { kind: Kind }>> } = { http: httpAction };
