import { AppError } from '#kit/errors';
import type { z } from 'zod';

/** Checks a payload against its documented shape. UNKNOWN_SHAPE names the first field that is wrong and what was expected there. */
export function readShape<Shape>(shape: z.ZodType<Shape>, payload: unknown, format: string): Shape {
  const parsed = shape.safeParse(payload);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue === undefined || issue.path.length === 0 ? 'the body' : `"${pathText(issue.path)}"`;
  throw new AppError('UNKNOWN_SHAPE', `This is not ${format}: ${field}: ${issue?.message ?? 'unknown'}.`, { cause: parsed.error });
}

/** `['alerts', 0, 'labels']` as `alerts[0].labels`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${String(step)}`)).join('');
}
