import { Prisma } from '#prisma/generated/client';

/** Whether a write failed because a unique value exists already (Prisma's P2002). */
export function isTaken(thrown: unknown): boolean {
  return thrown instanceof Prisma.PrismaClientKnownRequestError && thrown.code === 'P2002';
}
