import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { type Platform, transact } from '#kit/transact';
import { isUuid } from '../isUuid.ts';
import type { SavedView } from '#prisma/generated/client';
import { requirePerson } from './saveView.ts';
import { visibleViews } from './visibleViews.ts';

/** The view becomes what its list opens with for the caller, or is no more when it was. NOT_FOUND for a view that the caller does not see. */
export async function chooseDefaultView(platform: Platform, caller: Caller, id: string, isDefault: boolean): Promise<SavedView> {
  requirePermission(caller, 'views:write');
  const { tenantId } = caller;
  return transact(platform, caller, async ({ db, audit }) => {
    const view = isUuid(id) ? await db.savedView.findFirst({ where: { id, ...visibleViews(caller) } }) : null;
    if (view === null) throw new AppError('NOT_FOUND', `There is no view with the id ${id}.`);
    const personId = requirePerson(caller);
    const { list } = view;
    const before = await db.defaultView.findFirst({ where: { personId, list } });
    if (isDefault) {
      const place = { tenantId_personId_list: { tenantId, personId, list } };
      await db.defaultView.upsert({ where: place, create: { personId, list, viewId: id }, update: { viewId: id } });
    } else {
      await db.defaultView.deleteMany({ where: { personId, list, viewId: id } });
    }
    audit({
      action: 'view.chosen',
      subject: { kind: 'SavedView', id },
      before: { viewId: before?.viewId ?? null },
      after: { viewId: isDefault ? id : null },
    });
    return view;
  });
}
