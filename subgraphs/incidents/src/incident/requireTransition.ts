import { AppError } from '#kit/errors';
import type { Incident } from '#prisma/generated/client';
import { decideTransition, type Verb } from './transitions.ts';

/** Throws CONFLICT, with the reason by name, unless the verb is possible in the incident's status. */
export function requireTransition({ number, status }: Incident, verb: Verb): void {
  const decision = decideTransition(verb, status);
  if ('refused' in decision) throw new AppError('CONFLICT', `Cannot ${verb} incident ${number}: ${decision.refused}.`);
}
