import type { Labels } from '#contracts/words';
import type { ManagedRule } from '#prisma/generated/client';
import { findTemplate } from '../ruleTemplate/ruleTemplates.ts';

/** Labels and annotations that a person gave a rule, without what its template says by itself: saved again with other parameters, only they stay. Pure. */
export function ownTexts({ template, parameters, labels, annotations }: Pick<ManagedRule, 'template' | 'parameters' | 'labels' | 'annotations'>): {
  labels: Labels;
  annotations: Labels;
} {
  const all = { labels: labels as Labels, annotations: annotations as Labels };
  const found = template === null ? undefined : findTemplate(template);
  const filled = found?.parameters.safeParse(parameters ?? {});
  if (found === undefined || !filled?.success) return all;
  return {
    labels: without(all.labels, { severity: String(filled.data['severity']) }),
    annotations: without(all.annotations, found.render(filled.data).annotations),
  };
}

function without(texts: Labels, known: Labels): Labels {
  return Object.fromEntries(Object.entries(texts).filter(([name, text]) => known[name] !== text));
}
