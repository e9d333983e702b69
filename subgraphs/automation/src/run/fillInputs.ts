import type { Json } from '#kit/expression';
import type { PlaybookDefinition } from '../playbook/definition.ts';

/** Whether values fit what a playbook is started with; missing ones take their defaults. Pure. */
export function fillInputs(
  parameters: PlaybookDefinition['inputs'],
  given: Readonly<Record<string, Json>>,
): { values: Record<string, Json> } | { problems: string[] } {
  const problems = Object.keys(given)
    .filter((name) => !(name in parameters))
    .map((name) => `There is no input "${name}".`);
  const values: Record<string, Json> = {};
  for (const [name, { type, required, options, default: usual }] of Object.entries(parameters)) {
    const value = given[name] ?? usual ?? null;
    values[name] = value;
    if (value === null) {
      if (required) problems.push(`The input "${name}" is needed.`);
    } else if (typeof value !== type) problems.push(`The input "${name}" is a ${type}.`);
    else if (options && !options.includes(value as string)) problems.push(`The input "${name}" is one of ${options.join(', ')}.`);
  }
  return problems.length > 0 ? { problems } : { values };
}
