import type { Labels } from '#contracts/words';
import type { ManagedRule } from '#prisma/generated/client';
import { stringify } from 'yaml';
import { formatDuration } from '../ruleFile/readDuration.ts';

/** What of a managed rule stands in a file. */
export type RenderedRule = Pick<ManagedRule, 'name' | 'group' | 'query' | 'forS' | 'keepFiringForS' | 'labels' | 'annotations'>;

/** Rules as a rule file of Prometheus and vmalert, the same text for the same rules. Pure. */
export function renderRuleFile(rules: readonly RenderedRule[]): string {
  const groups = Map.groupBy(rules, ({ group }) => group);
  const sorted = [...groups].sort(([one], [other]) => compare(one, other));
  const content = {
    groups: sorted.map(([name, members]) => ({ name, rules: [...members].sort((one, other) => compare(one.name, other.name)).map(renderRule) })),
  };
  return `# Kept on SRE Platform: changes that are made here are lost.\n${stringify(content, { lineWidth: 0 })}`;
}

function renderRule({ name, query, forS, keepFiringForS, labels, annotations }: RenderedRule): object {
  return {
    alert: name,
    expr: query,
    ...(forS > 0 && { for: formatDuration(forS) }),
    ...(keepFiringForS > 0 && { keep_firing_for: formatDuration(keepFiringForS) }),
    ...sortedOrNothing('labels', labels as Labels),
    ...sortedOrNothing('annotations', annotations as Labels),
  };
}

function sortedOrNothing(field: string, texts: Labels): object {
  const entries = Object.entries(texts).sort(([one], [other]) => compare(one, other));
  return entries.length === 0 ? {} : { [field]: Object.fromEntries(entries) };
}

/** By code points, so that no server's language changes the order. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
