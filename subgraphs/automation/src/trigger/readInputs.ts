import { AppError } from '#kit/errors';
import type { Json } from '#kit/expression';
import type { CompiledTrigger } from './compileTrigger.ts';

export type ReadInputs = { inputs: Record<string, Json> } | { problem: string; input: string };

/** The values with which a trigger fills the inputs of its playbook; or which has none, and why. Pure. */
export function readInputs({ inputs }: CompiledTrigger, scope: Record<string, unknown>): ReadInputs {
  const read: Record<string, Json> = {};
  for (const [name, expression] of inputs) {
    try {
      read[name] = expression.evaluate(scope);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { input: name, problem: error.message };
    }
  }
  return { inputs: read };
}
