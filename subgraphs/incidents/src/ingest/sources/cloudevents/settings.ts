import { explainMatcher, matchers } from '#contracts/matcher';
import { compileExpression, type Expression, longestExpression } from '#kit/expression';
import { z } from 'zod';

/** What expressions may name: the event's attributes with its extensions, and its data. */
export const variables = ['event', 'data'] as const;

const conditions = matchers.superRefine((given, context) => {
  for (const why of given.map(explainMatcher)) if (why !== null) context.addIssue({ code: 'custom', message: why });
});

const expression = z
  .string()
  .max(longestExpression)
  .superRefine((text, context) => {
    try {
      compileExpression(text, variables);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    }
  });

/**
 * Which CloudEvents are alerts and which are changes, by matchers over their attributes (`type`, `source`, `subject`, extensions), and expressions of CEL for what
 * an alert says. What is not given is as it is without settings.
 */
export const cloudEventSettings = z.strictObject({
  alerts: conditions.optional(),
  changes: conditions.optional(),
  /** `FIRING` or `RESOLVED` (or a word that systems use for them), or whether it fires. */
  status: expression.optional(),
  severity: expression.optional(),
  /** A map of labels, added to the usual ones. */
  labels: expression.optional(),
  /** Which alert it is. */
  key: expression.optional(),
});
export type CloudEventSettings = z.infer<typeof cloudEventSettings>;

export const mapped = ['status', 'severity', 'labels', 'key'] as const;
export type Mapped = (typeof mapped)[number];
export type OpenSettings = Pick<CloudEventSettings, 'alerts' | 'changes'> & { expressions: Partial<Record<Mapped, Expression>> };

/** Settings ready for use: their expressions compiled. */
export function openSettings(settings: unknown): OpenSettings {
  const { alerts, changes, ...texts } = cloudEventSettings.parse(settings);
  const expressions = Object.fromEntries(
    mapped.flatMap((name) => (texts[name] === undefined ? [] : [[name, compileExpression(texts[name], variables)]])),
  );
  return { ...(alerts && { alerts }), ...(changes && { changes }), expressions };
}
