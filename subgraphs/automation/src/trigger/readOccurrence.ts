import { incidentFacts } from '#contracts/events';
import type { Prisma, TriggerEvent } from '#prisma/generated/client';
import { z } from 'zod';
import type { AutomationDb } from '../context.ts';
import type { Occurrence } from './occurrence.ts';

/** A stored event; null when there is none with this id, or none that the reader may see. */
export async function readOccurrence(db: Pick<AutomationDb, 'triggerEvent'>, id: string): Promise<Occurrence | null> {
  const row = z.guid().safeParse(id).success ? await db.triggerEvent.findFirst({ where: { id } }) : null;
  return row && occurrenceOf(row);
}

/** A stored event in the words of triggers. */
export function occurrenceOf({ id, at, name, triggerId, payload, incident, causation }: TriggerEvent): Occurrence {
  return {
    ...{ id, at, name, triggerId, causation, payload: payload as Prisma.InputJsonObject },
    incident: incident === null ? null : incidentFacts.parse(incident),
  };
}
