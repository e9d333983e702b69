import { asRecord } from '../api/errors';
import { type Address, allSteps, type Definition, writeAddress } from './definition';

/** Something that an expression or a template may name. */
export interface Variable {
  /** As an expression says it. */
  name: string;
  group: 'inputs' | 'steps' | 'incident' | 'event' | 'run' | 'each';
}

const always: Variable[] = [
  ...['title', 'number', 'severity', 'status', 'labels.instance', 'openedAt', 'id'].map((field) => ({
    name: `incident.${field}`,
    group: 'incident' as const,
  })),
  { name: 'event.name', group: 'event' },
  { name: 'event.payload', group: 'event' },
  { name: 'run.id', group: 'run' },
  { name: 'run.cause.label', group: 'run' },
];

/** What a step may name: the inputs, what steps before it gave, the incident and event, and inside a for-each the one at hand. */
export function variablesAt(definition: Definition, address: Address): Variable[] {
  const steps = allSteps(definition);
  const own = steps.findIndex((placed) => writeAddress(placed.address) === writeAddress(address));
  const isRepeated = steps.some(
    ({ step, address: outer }) => step.kind === 'forEach' && address.length > outer.length && isBelow(address, outer)
  );
  return [
    ...Object.keys(asRecord(definition.inputs)).map((name) => ({ name: `inputs.${name}`, group: 'inputs' as const })),
    ...steps
      .slice(0, Math.max(0, own))
      .filter(({ step, undoes }) => !undoes && step.id !== '')
      .map(({ step }) => ({ name: `steps.${step.id}.output`, group: 'steps' as const })),
    ...(isRepeated ? (['item', 'index'] as const).map((name) => ({ name, group: 'each' as const })) : []),
    ...always,
  ];
}

const isBelow = (address: Address, outer: Address) => outer.every((part, place) => address[place] === part);
