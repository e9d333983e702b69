import type { Caller } from '#kit/caller';
import type { Prisma, ViewList } from '#prisma/generated/client';

/** The views that a caller sees of a list: their own, and those shared with a team that they are in. */
export function visibleViews({ personId, teamIds }: Caller, list?: ViewList): Prisma.SavedViewWhereInput {
  return {
    ...(list && { list }),
    OR: [...(personId === null ? [] : [{ ownerId: personId }]), { teamId: { in: teamIds } }],
  };
}
