import { readPromql } from '#graph/promql/readPromql';
import { AppError } from '#kit/errors';
import { z } from 'zod';
import { readDuration } from '../ruleFile/readDuration.ts';
import { findTemplate } from '../ruleTemplate/ruleTemplates.ts';

const text = (most: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(most)
    .refine((given) => !/[\p{Cc}\u{FFFD}]/u.test(given) && given.isWellFormed(), 'must be plain text in one line');

const labels = z.record(z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, 'must be the name of a label'), z.string().max(10_000));
const storable = (given: Record<string, string>) => Object.values(given).every((value) => value.isWellFormed() && !value.includes('\0'));

const duration = z.string().transform((given, context) => {
  const seconds = readDuration(given.trim());
  if (seconds !== null) return seconds;
  context.addIssue({ code: 'custom', message: 'must be a duration such as 5m or 1h30m' });
  return z.NEVER;
});

const query = z
  .string()
  .trim()
  .superRefine((given, context) => {
    const read = readPromql(given);
    if (read.reason === 'broken_promql') {
      context.addIssue({
        code: 'custom',
        message: `is no PromQL: it stops being understood at character ${read.at + 1}, "${given.slice(read.at, read.at + 30)}"`,
      });
    } else if (read.reason !== 'parsed') {
      context.addIssue({ code: 'custom', message: 'must be a PromQL expression' });
    }
  });

/** A rule as it is kept: checked, with its durations in seconds. */
const draft = z.object({
  name: text(200),
  group: text(200),
  query,
  for: duration,
  keepFiringFor: duration,
  labels: labels.refine((given) => !('alertname' in given), 'alertname is the name of the rule').refine(storable, 'must be plain text'),
  annotations: labels.refine(storable, 'must be plain text'),
  enabled: z.boolean(),
});

/** What a person says of a rule: all of it, or a template's parameters with what should differ from what the template gives. */
export type RuleInput = {
  [Field in Exclude<keyof z.input<typeof draft>, 'enabled'>]?: z.input<typeof draft>[Field] | undefined;
} & { enabled?: boolean | undefined; template?: string | undefined; parameters?: unknown };

export type RuleDraft = z.output<typeof draft> & { template: string | null; parameters: Record<string, unknown> | null };

/** The rule that an input means. BAD_USER_INPUT, in words and with the field, for one that no server would take. */
export function readRuleDraft(input: RuleInput): RuleDraft {
  const { template, parameters, ...given } = input;
  if (template === undefined) return { ...check(draft, withDefaults(given)), template: null, parameters: null };
  if (given.query !== undefined)
    throw new AppError('BAD_USER_INPUT', 'A rule of a template has the query of the template; leave the template out to write your own.');

  const found = findTemplate(template);
  if (found === undefined) throw new AppError('BAD_USER_INPUT', `There is no template "${template}".`);
  const filled = check(found.parameters, parameters ?? {}, 'parameters');
  const rendered = found.render(filled);
  const severity = { severity: String(filled['severity']) };
  const made = { name: found.alert, group: found.group, query: rendered.query, ...('for' in filled && { for: String(filled['for']) }) };
  return {
    ...check(draft, {
      ...withDefaults({ ...made, ...withoutUndefined(given) }),
      labels: { ...severity, ...given.labels },
      annotations: { ...rendered.annotations, ...given.annotations },
    }),
    template,
    parameters: filled,
  };
}

function withDefaults(given: Omit<RuleInput, 'template' | 'parameters'>): Partial<z.input<typeof draft>> {
  return { for: '0s', keepFiringFor: '0s', labels: {}, annotations: {}, enabled: true, ...withoutUndefined(given) };
}

function withoutUndefined<Fields extends Record<string, unknown>>(fields: Fields): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

function check<Shape extends z.ZodType>(shape: Shape, value: unknown, place?: string): z.output<Shape> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${[...(place ? [place] : []), ...path].join('.')}: ${message}`);
  throw new AppError('BAD_USER_INPUT', problems.join('; '), { cause: parsed.error });
}
