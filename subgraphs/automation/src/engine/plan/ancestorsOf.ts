import type { PlaybookDefinition, Step } from '../../playbook/definition.ts';
import { listsOf, prefixesTo, prefixOf } from './paths.ts';

/** Paths of the steps that a step of a run stands in, from the outside in. Pure. */
export function ancestorsOf({ steps }: Pick<PlaybookDefinition, 'steps'>, path: string): string[] {
  const prefix = prefixOf(path);
  const chain = chainTo(steps, path.slice(prefix.length)) ?? [];
  const prefixes = prefixesTo(prefix);
  let rounds = 0;
  return chain.map((step) => {
    const at = `${prefixes[rounds] ?? ''}${step.id}`;
    if (step.kind === 'forEach') rounds += 1;
    return at;
  });
}

/** The steps around the one with an id; null when there is none. */
function chainTo(steps: readonly Step[], id: string): Step[] | null {
  for (const step of steps) {
    if (step.id === id) return [];
    for (const list of listsOf(step)) {
      const inside = chainTo(list, id);
      if (inside) return [step, ...inside];
    }
  }
  return null;
}
