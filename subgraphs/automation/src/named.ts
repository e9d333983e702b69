import { AppError } from '#kit/errors';
import type { Page, PageArgs } from '#kit/page';
import { readPage } from '#kit/page';
import { z } from 'zod';

/** What scripts, secrets, credentials and runners are called: playbooks name them, so that a playbook's file means the same in another tenant. */
export const libraryName = z.string().trim().min(1).max(100);

export const isUuid = (text: string): boolean => z.uuid().safeParse(text).success;

/** The input in its shape; BAD_USER_INPUT with a line for each field that is wrong. */
export function readInput<Shape>(shape: z.ZodType<Shape>, input: unknown): Shape {
  const parsed = shape.safeParse(input);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`));
  throw new AppError('BAD_USER_INPUT', lines.join('\n'), { cause: parsed.error });
}

type Named = { id: string; name: string };
/** The condition for what stands after a name and an id; nothing for the first page. */
type AfterName = { OR?: [{ name: { gt: string } }, { name: string; id: { gt: string } }] };

/** A page of what has names, by name. */
export function readNamedPage<Row extends Named>(
  args: PageArgs,
  read: (query: { after: AfterName; orderBy: { name?: 'asc'; id?: 'asc' }[]; take: number }) => Promise<Row[]>,
  count: (limit: number) => Promise<number>,
): Promise<Page<Row>> {
  return readPage(args, {
    position: ({ name, id }: Row) => [name, id] as [string, string],
    shape: z.tuple([z.string(), z.uuid()]),
    read: ({ after, take }) =>
      read({
        after: after === null ? {} : { OR: [{ name: { gt: after[0] } }, { name: after[0], id: { gt: after[1] } }] },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
        take,
      }),
    count,
  });
}
