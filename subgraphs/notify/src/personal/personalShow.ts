import { mostAttempts } from '../contact/contactLimits.ts';
import type { TakenContact } from '../contact/takeContact.ts';
import type { PersonalDraft } from './savePersonal.ts';
import type { ContactType, NotificationSettingsInput, PersonalStepType } from './personal.type.ts';
import type { PersonalStep } from './personalShape.ts';

/** A contact in the words of the graph. */
export function showContact(contact: TakenContact, now: Date): ContactType {
  const { id, label, hint, channel, verifiedAt, codeExpiresAt, codeAttempts } = contact;
  const isAwaited = codeExpiresAt !== null && codeExpiresAt > now;
  return {
    ...{ id, label, hint, kind: channel.kind, channelName: channel.name, isEnabled: channel.enabled && channel.archivedAt === null },
    ...{ verifiedAt, isFromDirectory: false, codeExpiresAt: isAwaited ? codeExpiresAt : null },
    attemptsLeft: isAwaited ? Math.max(0, mostAttempts - codeAttempts) : null,
  };
}

export function showStep(step: PersonalStep): PersonalStepType {
  return step.kind === 'WAIT' ? { ...step, contactId: null } : { ...step, minutes: null };
}

/** What an input says; the verb checks it. */
export function settingsOf({ defaultSteps, importantSteps, quietHours, digest }: NotificationSettingsInput): PersonalDraft {
  const steps = (given: NotificationSettingsInput['defaultSteps']) =>
    given.map((step): PersonalStep =>
      step.kind === 'WAIT' ? { kind: 'WAIT', minutes: step.minutes ?? 0 } : { kind: 'NOTIFY', contactId: step.contactId ?? '' },
    );
  return {
    rules: { default: steps(defaultSteps), important: steps(importantSteps) },
    quietHours: quietHours ? { ...quietHours, hours: quietHours.hours.map((hours) => ({ ...hours })) } : null,
    digest: digest ? { ...digest } : null,
  };
}
