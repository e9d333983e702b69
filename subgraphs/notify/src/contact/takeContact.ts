import { AppError } from '#kit/errors';
import type { Prisma } from '#prisma/generated/client';
import { z } from 'zod';
import type { NotifyDb } from '../context.ts';

export type TakenContact = Prisma.ContactGetPayload<{ include: { channel: true } }>;

/** A person's own contact, with nobody else changing it until the transaction ends. NOT_FOUND, also for another person's, and for a caller that is nobody. */
export async function takeContact(db: NotifyDb, personId: string | null, id: string): Promise<TakenContact> {
  if (personId !== null && z.guid().safeParse(id).success) {
    await db.$queryRaw`SELECT FROM contact WHERE id = ${id}::uuid AND person_id = ${personId}::uuid FOR UPDATE`;
    const contact = await db.contact.findFirst({ where: { id, personId }, include: { channel: true } });
    if (contact) return contact;
  }
  throw new AppError('NOT_FOUND', `You have no contact with the id ${id}.`);
}
