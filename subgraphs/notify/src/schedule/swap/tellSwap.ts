import type { ScheduleSwap, Schedule } from '#prisma/generated/client';
import type { NotifyPlatform } from '../../context.ts';
import type { NotifyUnit } from '../../delivery/endDelivery.ts';
import { wordsOf } from '../../message/words.ts';
import type { Notice } from '../../notice/notice.ts';
import { sendNotices } from '../../notice/sendNotices.ts';
import { readWays } from '../../page/readWays.ts';
import { planPersonal } from '../../personal/planPersonal.ts';
import type { Layer } from '../scheduleShape.ts';

/** What happened to an offer of a shift. */
export type SwapEvent = 'swap_offered' | 'swap_taken' | 'swap_withdrawn';

/** Whom an offer concerns: whom it is made to, else everybody who takes turns in the schedule; never who made it. Pure. */
export function concernedBySwap({ offeredById, offeredToId }: Pick<ScheduleSwap, 'offeredById' | 'offeredToId'>, layers: readonly Layer[]): string[] {
  if (offeredToId !== null) return [offeredToId];
  const inTurns = layers.flatMap((layer) => (layer.kind === 'ROTATION' && !layer.shadow ? layer.turns.flat() : []));
  return [...new Set(inTurns)].filter((id) => id !== offeredById);
}

/**
 * Tells people of an offered shift by the first way of their own rules for what is not important, in their language and by their clock; their quiet hours hold. Somebody to whom there is no
 * way sees the offer on the page of the schedule.
 */
export async function tellSwap(
  unit: NotifyUnit,
  platform: NotifyPlatform,
  {
    swap,
    schedule,
    event,
    personIds,
    byId,
  }: { swap: ScheduleSwap; schedule: Schedule; event: SwapEvent; personIds: readonly string[]; byId: string },
): Promise<void> {
  const { db, now } = unit;
  const people = await platform.directory.people(db, [...personIds, byId]);
  const by = people.find(({ id }) => id === byId)?.name ?? '';
  const ways = await readWays(db, platform, personIds);
  const notices = people
    .filter(({ id }) => personIds.includes(id))
    .flatMap((person): Notice[] => {
      const { rules, contacts, quietHours } = ways(person.id);
      const [first] = planPersonal(rules, contacts, now, quietHours, 'default', 'INFO');
      const contact = contacts.find(({ id }) => id === first?.contactId);
      if (!first || !contact) return [];
      const language = person.language ?? 'en-US';
      const zone = person.timeZone ?? schedule.timeZone;
      const time = (at: Date): string => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(at);
      const told = { by, schedule: schedule.name, from: time(swap.startsAt), to: time(swap.endsAt), zone };
      const text = [wordsOf(language).swaps[event](told), swap.note].filter((line) => line !== '').join('\n');
      return [
        {
          ...{ incident: null, event, channelId: contact.channelId, language, notBefore: first.at },
          contact: { id: contact.id, personId: person.id, address: contact.address },
          cause: { reason: 'swap' },
          details: { text },
          dedupKey: `swap:${swap.id}:${event}:${person.id}`,
        },
      ];
    });
  await sendNotices(unit, notices);
}
