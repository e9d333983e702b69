import type { Ways } from '../../page/readWays.ts';
import { planPersonal, type PlanReason } from '../../personal/planPersonal.ts';

export type Reach = {
  /** Kinds of the contacts that can be used, each once. */
  kinds: string[];
  /** How a critical page that begins now would tell them, the first first; none when there is no way to them. */
  ways: { kind: string; minutes: number }[];
  /** Why so, of the first; null without any. */
  reason: PlanReason | null;
};

/** How somebody can be reached now, and in which order their own rules would try. Pure. */
export function planReach({ contacts, rules, quietHours, digest }: Omit<Ways, 'version'>, now: Date): Reach {
  const usable = contacts.filter(({ isVerified, isEnabled }) => isVerified && isEnabled);
  const planned = planPersonal(rules, contacts, now, quietHours, 'default', 'CRITICAL', digest);
  const ways = planned.map(({ at, contactId }) => ({
    kind: contacts.find(({ id }) => id === contactId)?.kind ?? '',
    minutes: Math.round((at.getTime() - now.getTime()) / 60_000),
  }));
  // Two addresses of one kind at one time are one way in short.
  const keys = ways.map(({ kind, minutes }) => `${kind} ${minutes}`);
  return {
    kinds: [...new Set(usable.map(({ kind }) => kind))],
    ways: ways.filter((_, place) => keys.indexOf(keys[place] ?? '') === place),
    reason: planned[0]?.reason ?? null,
  };
}
