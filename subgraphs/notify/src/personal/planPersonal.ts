import { severities, type Severity } from '#contracts/words';
import { hoursBetween } from '../schedule/hoursBetween.ts';
import { dayMs, midnightOf, minutesOf, momentAt, wallAt } from '../schedule/zoneClock.ts';
import type { Digest, PersonalRules, PersonalStep, QuietHours } from './personalShape.ts';

/** A way to a person, as far as planning needs to know it. */
export type PlanContact = {
  id: string;
  /** email, sms, voice, … */
  kind: string;
  /** The person proved that it is theirs, or the directory says so. */
  isVerified: boolean;
  /** The channel that sends to it is there and switched on. */
  isEnabled: boolean;
};

/**
 * Why a person is told then and so: by their `rule`; `after_quiet_hours` what their quiet hours held back; held for their time of day (`digest`); by e-mail because they have
 * `no_rules`, or because none of the contacts in their rules can be used (`no_usable_contact`).
 */
export type PlanReason = 'rule' | 'after_quiet_hours' | 'digest' | 'no_rules' | 'no_usable_contact';

/** `contactId` is told at `at`, unless somebody has acknowledged by then. */
export type PlannedPage = { at: Date; contactId: string; reason: PlanReason };

/**
 * When and by which contact a person is to be told of a page that begins `now`, the first first. Pure: nothing is read, sent or kept. Nothing is planned
 * for a contact that is not verified or whose channel is off; the waits of its step are kept. Somebody without rules, or none of whose rules can be
 * followed, is told by e-mail at once. None at all means that there is no way to this person: the caller must page somebody else, and say so.
 *
 * Quiet hours move what falls into them to their end, except for `important` pages and for severities that break through. `digest` holds what is
 * mild enough for its time of day, unless the page is important.
 */
export function planPersonal(
  rules: PersonalRules,
  contacts: readonly PlanContact[],
  now: Date,
  quietHours: QuietHours | null,
  importance: 'default' | 'important',
  severity: Severity,
  digest: Digest | null = null,
): PlannedPage[] {
  const usable = contacts.filter(({ isVerified, isEnabled }) => isVerified && isEnabled);
  const isUsable = (id: string): boolean => usable.some((contact) => contact.id === id);

  if (digest && importance === 'default' && rank(severity) >= rank(digest.from) && isUsable(digest.contactId)) {
    return [{ at: nextDigest(digest, now), contactId: digest.contactId, reason: 'digest' }];
  }
  const steps = importance === 'important' && rules.important.length > 0 ? rules.important : rules.default;
  const planned = walk(steps, now).filter(({ contactId }) => isUsable(contactId));
  const pages = planned.length > 0 ? planned : fallBack(usable, now, steps.length === 0 ? 'no_rules' : 'no_usable_contact');
  if (quietHours === null || importance === 'important' || rank(severity) <= rank(quietHours.breaksThrough)) return pages;
  return holdBack(pages, quietHours);
}

/** 0 for the worst. */
const rank = (severity: Severity): number => severities.indexOf(severity);

function walk(steps: readonly PersonalStep[], now: Date): PlannedPage[] {
  let at = now.getTime();
  return steps.flatMap((step): PlannedPage[] => {
    switch (step.kind) {
      case 'WAIT':
        at += step.minutes * 60_000;
        return [];
      case 'NOTIFY':
        return [{ at: new Date(at), contactId: step.contactId, reason: 'rule' }];
      default:
        return step satisfies never;
    }
  });
}

function fallBack(usable: readonly PlanContact[], now: Date, reason: 'no_rules' | 'no_usable_contact'): PlannedPage[] {
  const email = usable.find(({ kind }) => kind === 'email');
  return email ? [{ at: now, contactId: email.id, reason }] : [];
}

/** Pages that fall into quiet hours come when those end; what would then come twice to one contact comes once. */
function holdBack(pages: readonly PlannedPage[], { hours, timeZone }: QuietHours): PlannedPage[] {
  const moved = pages.map((page) => {
    const end = endOfQuiet(page.at);
    return end === null ? page : { ...page, at: end, reason: 'after_quiet_hours' as const };
  });
  const keys = moved.map(({ at, contactId }) => `${at.getTime()} ${contactId}`);
  return moved.filter((_, place) => keys.indexOf(keys[place] ?? '') === place).sort((a, b) => a.at.getTime() - b.at.getTime());

  function endOfQuiet(at: Date): Date | null {
    // Hours that join each other, such as two whole days, are one; whoever is always quiet is told after a week.
    const found = hoursBetween(hours, timeZone, { from: at.getTime(), to: at.getTime() + 7 * dayMs }).find(
      ({ from, to }) => from <= at.getTime() && at.getTime() < to,
    );
    return found ? new Date(found.to) : null;
  }
}

function nextDigest({ at, timeZone }: Digest, now: Date): Date {
  const midnight = midnightOf(wallAt(now.getTime(), timeZone));
  const times = [0, 1, 2].map((day) => momentAt(midnight + day * dayMs + minutesOf(at) * 60_000, timeZone));
  return new Date(times.find((time) => time > now.getTime()) ?? now.getTime());
}
