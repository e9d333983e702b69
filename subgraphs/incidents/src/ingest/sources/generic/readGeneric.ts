import { AppError } from '#kit/errors';
import type { SourceAlert } from '../../receivedAlert.ts';
import { applyMapping, type MappingProblem } from './applyMapping.ts';
import { compileMapping } from './compileMapping.ts';
import { type Mapping, mappedSettings } from './mapping.ts';

/** The mapping of an integration, as its settings were checked when they were kept; undefined when it has none. */
export function mappingOf(settings: unknown): Mapping | undefined {
  return mappedSettings.safeParse(settings).data?.mapping;
}

/** The alerts of a body of any shape. UNKNOWN_SHAPE names the first expression that gave nothing usable, and how many more did. */
export function readGeneric(payload: unknown, now: Date, mapping: Mapping | undefined): SourceAlert[] {
  const { alerts, problems } = applyMapping(compileMapping(mapping), payload, now);
  const [first, ...more] = problems;
  if (first) throw new AppError('UNKNOWN_SHAPE', describe(first, more.length));
  return alerts;
}

function describe({ item, field, expression, message }: MappingProblem, more: number): string {
  const where = item === null ? 'the body' : `item ${item}`;
  const others = more > 0 ? ` ${more} more could not be read either.` : '';
  return `The mapping cannot read "${field}" of ${where} by "${expression}": ${message.replace(/\.$/, '')}.${others}`;
}
