import { explainMatcher, formatMatcher, MatcherSyntaxError, parseMatchers } from '#contracts/matcher';
import { z } from 'zod';
import { readDuration } from '../ruleFile/readDuration.ts';

/** What a template makes of its parameters. */
export type TemplateRule = { query: string; annotations: Record<string, string> };

/** A kind of alert that most installations want, with what differs between them as parameters. */
export type RuleTemplate = {
  key: string;
  /** Name of the alert, unless another is chosen. */
  alert: string;
  /** Group of the rule, unless another is chosen. */
  group: 'hosts' | 'scraping' | 'probes' | 'services' | 'kubernetes' | 'databases' | 'queues' | 'custom';
  title: string;
  description: string;
  /** Every parameter has a default, so that an empty object makes a rule. */
  parameters: z.ZodObject;
  /** `parameters` as they were parsed. */
  render(parameters: Record<string, unknown>): TemplateRule;
};

/** Checks that a template's rule is made of the parameters that it declares. */
export function defineTemplate<Shape extends z.ZodRawShape>(
  template: Omit<RuleTemplate, 'parameters' | 'render'> & { parameters: Shape; render(parameters: z.infer<z.ZodObject<Shape>>): TemplateRule },
): RuleTemplate {
  return {
    ...template,
    parameters: z.strictObject(template.parameters),
    render: (parameters) => template.render(parameters as z.infer<z.ZodObject<Shape>>),
  };
}

/** Parameters that every template has. */
export const usual = (given: { for: string; severity: 'critical' | 'warning' | 'info' }) => ({
  for: durationParameter.default(given.for).describe('How long it must hold before the alert fires'),
  severity: z.enum(['critical', 'warning', 'info']).default(given.severity).describe('Value of the label severity'),
});

export const durationParameter = z
  .string()
  .max(50)
  .refine((text) => readDuration(text) !== null, 'must be a duration such as 5m or 1h30m');

/** A range in square brackets; nothing can be looked at over no time. */
export const rangeParameter = durationParameter.refine((text) => readDuration(text) !== 0, 'must be longer than nothing');

/** Label matchers as people write them, `job="node", env=~"prod|live"`; which series the rule looks at. */
export const selectorParameter = z
  .string()
  .max(2_000)
  .default('')
  .superRefine((text, context) => {
    try {
      const problem = parseMatchers(text)
        .map(explainMatcher)
        .find((found) => found !== null);
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
    } catch (error) {
      if (!(error instanceof MatcherSyntaxError)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
    }
  })
  .describe('Which series, as label matchers: job="node"');

export const metricParameter = z.string().regex(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/, 'must be the name of a metric');

export const percentParameter = z.number().min(0).max(100);

/** A metric with the matchers of several selectors, the template's own and those that a person gave: `up{job="node"}`. */
export function select(metric: string, ...selectors: readonly string[]): string {
  const matchers = selectors.flatMap(parseMatchers).map(formatMatcher);
  return matchers.length === 0 ? metric : `${metric}{${matchers.join(', ')}}`;
}

/** A ratio as PromQL writes it: 90 (percent) is 0.9. */
export function ratioOf(percent: number): string {
  return String(Number((percent / 100).toFixed(6)));
}
