import { AppError } from '#kit/errors';
import type { Incident } from '#prisma/generated/client';
import { decideTransition, phaseOf, type Transition, type Verb } from './transitions.ts';

/** Where the verb takes the incident; CONFLICT, with the reason by name, when it is not possible where the incident stands. */
export function requireTransition(incident: Incident, verb: Verb): Exclude<Transition, { refused: string }> {
  const decision = decideTransition(verb, phaseOf(incident));
  if ('refused' in decision) throw new AppError('CONFLICT', `Cannot ${verb} incident ${incident.number}: ${decision.refused}.`);
  return decision;
}
