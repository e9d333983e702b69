import { writtenMatchers } from '#contracts/writtenMatchers';
import { matcher } from '#contracts/matcher';
import { priorities, severities } from '#contracts/words';
import { longestExpression } from '#kit/expression';
import { z } from 'zod';

const labelName = z.string().trim().min(1).max(200);
const expression = z.string().trim().min(1).max(longestExpression);
/** Whether a label that the alert has already stays as it is. */
const keepsExisting = z.boolean().default(false);

/** Named groups of a regular expression become labels. */
const extract = z.strictObject({
  kind: z.literal('extract'),
  from: z.enum(['label', 'annotation']),
  name: labelName,
  /** RE2, found anywhere in the text unless it is anchored. */
  pattern: z.string().min(1).max(2_000),
  keepsExisting,
});

/** The fields of a CEL map become labels. */
const compute = z.strictObject({ kind: z.literal('compute'), expression, keepsExisting });

const cell = z.strictObject({ column: labelName, label: labelName });
/** A row of a table is found by labels, and other cells of it become labels. */
const lookUp = z.strictObject({
  kind: z.literal('look_up'),
  tableId: z.uuid(),
  keys: z.array(cell).min(1).max(10),
  values: z.array(cell).min(1).max(20),
  keepsExisting,
});

const text = z.string().max(4_000);
/** Exactly one of a constant and an expression; `name` is that of the label. */
const set = z
  .strictObject({
    kind: z.literal('set'),
    target: z.enum(['label', 'severity', 'owner_team', 'priority']),
    name: labelName.nullable().default(null),
    value: text.nullable().default(null),
    expression: expression.nullable().default(null),
  })
  .refine(({ value, expression }) => (value === null) !== (expression === null), {
    path: ['value'],
    error: 'expected a value or an expression, not both',
  })
  .refine(({ target, name }) => (target === 'label') === (name !== null), {
    path: ['name'],
    error: 'expected the name of the label, and only for a label',
  });

const dropLabels = z.strictObject({ kind: z.literal('drop_labels'), names: z.array(labelName).min(1).max(50) });
const renameLabel = z.strictObject({ kind: z.literal('rename_label'), from: labelName, to: labelName });
const dropAlert = z.strictObject({ kind: z.literal('drop_alert') });

/** What a rule does to an alert that it is for. */
export const enrichmentAction = z.discriminatedUnion('kind', [extract, compute, lookUp, set, dropLabels, renameLabel, dropAlert]);
export type EnrichmentAction = z.infer<typeof enrichmentAction>;
export type ActionOf<Kind extends EnrichmentAction['kind']> = Extract<EnrichmentAction, { kind: Kind }>;

/** A rule as people write it. Versions keep rules in this form. */
export const enrichmentRule = z.strictObject({
  /** Null for a rule that is new. */
  id: z.uuid().nullable().default(null),
  name: z.string().trim().min(1).max(100),
  enabled: z.boolean().default(true),
  /** The integration whose alerts it is for; null for all. */
  integrationId: z.uuid().nullable().default(null),
  matchers: writtenMatchers.default([]),
  /** CEL that is true for alerts that it is for; null for no further condition. */
  condition: expression.nullable().default(null),
  action: enrichmentAction,
});

/** Most rules of a tenant: every alert is shown to all of them. */
export const mostRules = 200;
export const enrichmentRules = z.array(enrichmentRule).max(mostRules);
export type RuleDraft = z.infer<typeof enrichmentRule>;

/** A rule that was saved. */
export type EnrichmentRule = RuleDraft & { id: string };
export const savedRules = z.array(z.object({ ...enrichmentRule.shape, id: z.uuid(), matchers: z.array(matcher) }));

/** What an expression of a rule may name. */
export const ruleVariables = ['labels', 'annotations', 'severity', 'status', 'source'] as const;

export const targets = { severity: severities, priority: priorities } as const;
