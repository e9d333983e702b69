import { AppError } from '#kit/errors';
import { z } from 'zod';

const words = z.array(z.string().max(200)).max(100);

/** What a saved view remembers. The filter is as the page's address says it, by name, so that a view is a link and survives new filters. */
export const viewSettings = z.strictObject({
  /** Parameters of the address: `status`, `severity`, `q`, … */
  filter: z.record(z.string().max(50), z.string().max(10_000)).refine((filter) => Object.keys(filter).length <= 30, 'A filter has at most 30 parts.'),
  columns: words.default([]),
  dense: z.boolean().default(false),
});
export type ViewSettings = z.infer<typeof viewSettings>;

const viewName = z.string().trim().min(1).max(100);

/** A view's name and settings as a person gave them; BAD_USER_INPUT names what is wrong with them. */
export function readView(input: { name: string; settings: unknown }): { name: string; settings: ViewSettings } {
  const parsed = z.object({ name: viewName, settings: viewSettings }).safeParse(input);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  return parsed.data;
}
