import { AppError } from '#kit/errors';
import { Liquid } from 'liquidjs';
import { templateVariables } from './templateVariables.ts';

/** The parts of a message that a template can say. */
export const templateParts = ['subject', 'body'] as const;
export type TemplatePart = (typeof templateParts)[number];

/** Most characters of a template, and of what may come out of each part: a subject is one line, and the longest message that any service takes is a mail. */
export const longestTemplate = 10_000;
const longestOutput: Record<TemplatePart, number> = { subject: 300, body: 8_000 };

/**
 * A sandbox: own properties only, no files (partials come from an empty list), and bounds on the length of what is parsed, on milliseconds and on memory. What
 * is missing prints nothing, since an incident need not have a label; filters that are not known are errors.
 */
const engine = new Liquid({
  templates: {},
  ownPropertyOnly: true,
  strictFilters: true,
  parseLimit: longestTemplate,
  renderLimit: 200,
  memoryLimit: 500_000,
  timezoneOffset: 0,
});

/** Renders one part. Throws BAD_USER_INPUT saying what is wrong: syntax, a filter, too much work, or an output that is empty or too long. */
export function renderPart(part: TemplatePart, template: string, values: object): string {
  const text = explain(() => engine.parseAndRenderSync(template, values) as string);
  const output = part === 'subject' ? text.replace(/\s+/g, ' ').trim() : text.replace(/\n{3,}/g, '\n\n').trim();
  if (output === '') throw new AppError('BAD_USER_INPUT', 'Nothing comes out of the template.');
  if (output.length > longestOutput[part])
    throw new AppError('BAD_USER_INPUT', `More than ${longestOutput[part]} characters come out of the template.`);
  return output;
}

/** What is wrong with a template before anything is filled in: its syntax, its length, or a variable that there is not. Null when nothing is. */
export function findFault(template: string): string | null {
  if (template.length > longestTemplate) return `A template has at most ${longestTemplate} characters.`;
  try {
    const named = explain(() => engine.globalFullVariablesSync(template, { partials: false }));
    const unknown = named.find((path) => !isKnown(path));
    return unknown === undefined ? null : `There is no variable ${unknown}.`;
  } catch (error) {
    return error instanceof AppError ? error.message : String(error);
  }
}

/** The whole of a group may be named too, such as for a loop over labels. */
function isKnown(path: string): boolean {
  return templateVariables.some(
    (variable) =>
      variable.path === path ||
      variable.path.startsWith(`${path}.`) ||
      (variable.type === 'labels' && isBelow(path, variable.path)) ||
      isBelow(path, variable.path, ['size', 'first', 'last']),
  );
}

function isBelow(path: string, above: string, names?: readonly string[]): boolean {
  const rest = path.startsWith(above) ? path.slice(above.length) : '';
  if (rest === '' || !/^[.[]/.test(rest)) return false;
  return names === undefined || names.includes(rest.slice(1));
}

function explain<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message.replace(/, file:.*$/s, '') : String(cause);
    throw new AppError('BAD_USER_INPUT', message.slice(0, 500), { cause });
  }
}
