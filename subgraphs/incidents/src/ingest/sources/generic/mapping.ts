import { AppError } from '#kit/errors';
import { compileExpression, longestExpression } from '#kit/expression';
import { z } from 'zod';

/** Fields of an alert that one expression gives. */
export const mappedFields = ['status', 'title', 'severity', 'key', 'startsAt', 'endsAt', 'link'] as const;

/** What expressions about one alert may name: the item, and the body around it without its lists. */
export const itemVariables = ['item', 'body'] as const;

/** Text of an expression that can be read; the problem says where it cannot. */
const expression = (variables: readonly string[]) =>
  z
    .string()
    .min(1)
    .max(longestExpression)
    .superRefine((text, context) => {
      try {
        compileExpression(text, variables);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        context.addIssue({ code: 'custom', message: error.message });
      }
    });
const ofItem = expression(itemVariables);
const ofSet = z.union([z.string(), z.record(z.string().min(1).max(200), z.string())]).superRefine((set, context) => {
  const entries = typeof set === 'string' ? [[[], set] as const] : Object.entries(set).map(([name, text]) => [[name], text] as const);
  if (entries.length > 100) context.addIssue({ code: 'custom', message: 'expected at most 100 names' });
  for (const [path, text] of entries) {
    for (const { message } of ofItem.safeParse(text).error?.issues ?? []) context.addIssue({ code: 'custom', path: [...path], message });
  }
});

/** How a body of any shape is read as alerts: expressions (kit/expression.ts) over `body`, then over each `item`. What is not named is read in the usual way. */
export const mapping = z.strictObject({
  /** Gives the list of items. */
  items: expression(['body']).optional(),
  status: ofItem.optional(),
  title: ofItem.optional(),
  severity: ofItem.optional(),
  key: ofItem.optional(),
  startsAt: ofItem.optional(),
  endsAt: ofItem.optional(),
  link: ofItem.optional(),
  labels: ofSet.optional(),
  annotations: ofSet.optional(),
});
export type Mapping = z.infer<typeof mapping>;

/** Settings of an integration whose bodies a mapping can read. */
export const mappedSettings = z.strictObject({ mapping: mapping.optional() });

/** The first of these fields that an item has. */
const firstOf = (names: readonly string[], otherwise = 'null') =>
  names.reduceRight((rest, name) => `has(item.${name}) ? item.${name} : ${rest.startsWith('has') ? `(${rest})` : rest}`, otherwise);

/** The usual way: reads `{title, status, severity, labels}` in the spellings that people use, and the alerts of Keep. */
export const usualMapping = {
  items: 'type(body) == list ? body : (has(body.alerts) && type(body.alerts) == list ? body.alerts : [body])',
  status: firstOf(['status', 'state'], "'firing'"),
  title: firstOf(['title', 'name', 'alertname', 'summary', 'message']),
  severity: firstOf(['severity', 'priority', 'level']),
  key: firstOf(['fingerprint', 'dedup_key', 'dedupKey', 'key']),
  startsAt: firstOf(['startsAt', 'starts_at', 'startedAt', 'timestamp']),
  endsAt: firstOf(['endsAt', 'ends_at', 'resolvedAt']),
  link: firstOf(['link', 'url', 'generatorURL']),
  labels: {
    '...': firstOf(['labels', 'tags']),
    service: firstOf(['service']),
    environment: firstOf(['environment', 'env']),
    host: firstOf(['host', 'hostname']),
  },
  annotations: {
    '...': firstOf(['annotations']),
    summary: firstOf(['summary']),
    description: firstOf(['description', 'message', 'text']),
  },
} as const satisfies Required<Mapping>;
