import { AppError } from '#kit/errors';
import type { Page, PageArgs } from '#kit/page';
import type { Playbook } from '#prisma/generated/client';
import type { AutomationDb } from '../context.ts';
import { readNamedPage } from '../named.ts';

/** What steps name. */
export type Named = { kind: 'script' | 'secret' | 'credential'; name: string };

/** Where in a definition it is named, however deep the step stands. */
const paths = {
  script: '$.** ? (@.kind == "script" && @.script == $name)',
  secret: '$.**.secrets.* ? (@ == $name)',
  credential: '$.** ? (@.credential == $name)',
} as const satisfies Record<Named['kind'], string>;

/** Most playbooks that are looked up; more use nothing together. */
const mostUsers = 1_000;
/** Playbooks that a refusal names. */
const mostNamed = 5;

/** Playbooks that are not put away whose steps name it, by name. */
export async function findUsers(db: Pick<AutomationDb, '$queryRaw'>, { kind, name }: Named): Promise<{ id: string; name: string }[]> {
  return db.$queryRaw`
    SELECT id, name FROM playbook
    WHERE archived_at IS NULL AND jsonb_path_exists(definition, ${paths[kind]}::jsonpath, ${JSON.stringify({ name })}::jsonb)
    ORDER BY name, id LIMIT ${mostUsers}::int`;
}

/** A page of them. */
export async function readUsers(db: Pick<AutomationDb, '$queryRaw' | 'playbook'>, named: Named, page: PageArgs): Promise<Page<Playbook>> {
  const where = { id: { in: (await findUsers(db, named)).map(({ id }) => id) } };
  return readNamedPage(
    page,
    ({ after: past, ...query }) => db.playbook.findMany({ where: { ...where, ...past }, ...query }),
    (take) => db.playbook.count({ where, take }),
  );
}

/** IN_USE, with the names of those that would fail without it and of what starts them; nothing when nobody names it. */
export async function requireUnused(db: Pick<AutomationDb, '$queryRaw' | 'trigger'>, named: Named): Promise<void> {
  const users = await findUsers(db, named);
  if (users.length === 0) return;
  const shown = users.slice(0, mostNamed);
  const triggers = await db.trigger.findMany({
    where: { playbookId: { in: shown.map(({ id }) => id) }, archivedAt: null },
    select: { name: true, playbookId: true },
    orderBy: { name: 'asc' },
  });
  const words = shown.map(({ id, name }) => {
    const starts = triggers.filter(({ playbookId }) => playbookId === id).map((trigger) => trigger.name);
    return starts.length === 0 ? name : `${name} (started by ${starts.join(', ')})`;
  });
  const more = users.length - shown.length;
  throw new AppError('IN_USE', `The ${named.kind} ${named.name} is used by ${words.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`);
}
