import { AppError } from '#kit/errors';
import type { StepProblem } from './actionKinds.ts';

/** The problem of a part of a step, where its check throws one; none where it does not. */
export function problemAt(path: string, check: () => unknown): StepProblem[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof AppError) return [{ path, message: error.message }];
    throw error;
  }
}
