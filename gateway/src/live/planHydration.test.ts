import { buildSchema, print, validate } from 'graphql';
import { createCaller, publicSchema } from '../../fixture/platform.ts';
import { defaultLimits } from '../limits.ts';
import { createDocuments } from '../operation/createDocuments.ts';
import { teachScalars } from '../operation/federate.ts';
import { readOperationParams } from '../operation/operationParams.ts';
import { planHydration } from './planHydration.ts';

const schema = buildSchema(publicSchema);
teachScalars(schema);
const documents = createDocuments({ schema, trustedDocuments: {}, production: false, limits: defaultLimits, clock: { now: () => new Date() } });

function plan(query: string, variables: Record<string, unknown> = {}) {
  const operation = documents.prepare(readOperationParams({ query }), createCaller());
  return planHydration(schema, operation, variables);
}
const numbers = { sequence: 9, previous: 4 };
const listOf = (...nodes: object[]) => ({ edges: nodes.map((node) => ({ node })) });

describe('planHydration', () => {
  it('makes an ordinary query over a list of ids', () => {
    const { operation, variablesFor, signal } = plan(
      'subscription { incidentChanged(filter: { statuses: [TRIGGERED] }) { sequence incidents { title } removed } }',
    );
    expect(signal).toBe('incident');
    expect(print(operation.document).replace(/\s+/g, ' ')).toBe(
      'query Live_incidentChanged($live_filter: IncidentFilter, $live_first: Int) { live_list0: incidents(filter: $live_filter, first: $live_first) { edges { node { live_id: id title } } } }',
    );
    expect(validate(schema, operation.document)).toEqual([]);
    expect(variablesFor(['a', 'b'])).toEqual({ live_filter: { statuses: ['TRIGGERED'], ids: ['a', 'b'] }, live_first: 2 });
  });

  it('keeps variables and fragments that the selection needs, and no others', () => {
    const query = `
      subscription Watch($filter: IncidentFilter, $n: Int, $with: Boolean!) { changes: incidentChanged(filter: $filter) { ...Payload } }
      fragment Payload on IncidentChanges { sequence list: incidents { ...Row related(first: $n) { totalCount } } gone: removed @include(if: $with) }
      fragment Row on Incident { id title }`;
    const filter = { openedAfter: '2026-01-01T00:00:00Z', ids: ['a', 'z'] };
    const { operation, variablesFor, onlyIds, toEvent } = plan(query, { filter, n: 3, with: true });
    expect(validate(schema, operation.document)).toEqual([]);
    expect(operation.document.definitions).toHaveLength(2);
    expect(onlyIds).toEqual(new Set(['a', 'z']));
    expect(variablesFor(['a'])).toEqual({ live_filter: { openedAfter: '2026-01-01T00:00:00.000Z', ids: ['a'] }, live_first: 1, n: 3 });

    const event = toEvent(['a', 'b'], { data: { live_list0: listOf({ live_id: 'a', id: 'a', title: 'T' }) } }, numbers);
    expect(event).toEqual({ data: { changes: { sequence: 9, list: [{ id: 'a', title: 'T' }], gone: ['b'] } } });
    expect(plan(query, { n: 3, with: false }).toEvent(['b'], { data: { live_list0: listOf() } }, numbers)).toEqual({
      data: { changes: { sequence: 9, list: [] } },
    });
  });

  it('reads ids even when only the numbers are wanted', () => {
    const { operation, toEvent } = plan('subscription { alertReceived { previous removed __typename } }');
    expect(validate(schema, operation.document)).toEqual([]);
    expect(toEvent(['a', 'b'], { data: { live_list0: listOf({ live_id: 'b' }) } }, numbers)).toEqual({
      data: { alertReceived: { previous: 4, removed: ['a'], __typename: 'AlertChanges' } },
    });
  });

  it('hydrates aliased lists apart, and finds names that the selection does not use', () => {
    const { operation, toEvent } = plan('subscription { incidentChanged { one: incidents { live_id: title } two: incidents { number } } }');
    expect(validate(schema, operation.document)).toEqual([]);
    const data = { live__list0: listOf({ live__id: 'a', live_id: 'T' }), live__list1: listOf({ live__id: 'a', number: 1 }) };
    expect(toEvent(['a'], { data }, numbers)).toEqual({ data: { incidentChanged: { one: [{ live_id: 'T' }], two: [{ number: 1 }] } } });
  });

  it('tells a gap without reading anything', () => {
    const { toEvent } = plan('subscription { incidentChanged { sequence previous incidents { id } removed } }');
    expect(toEvent([], { data: {} }, { sequence: 9, previous: null })).toEqual({
      data: { incidentChanged: { sequence: 9, previous: null, incidents: [], removed: [] } },
    });
  });

  it('brings errors to their place in the event', () => {
    const { toEvent } = plan('subscription { incidentChanged { list: incidents { id acknowledgedBy { name } } } }');
    const error = {
      message: 'away',
      path: ['live_list0', 'edges', 0, 'node', 'acknowledgedBy'],
      extensions: { code: 'TIMEOUT', advice: '' },
    } as const;
    const data = { live_list0: listOf({ live_id: 'a', id: 'a', acknowledgedBy: null }) };
    expect(toEvent(['a'], { data, errors: [error] }, numbers).errors?.[0]?.path).toEqual(['incidentChanged', 'list', 0, 'acknowledgedBy']);
  });

  it('says nothing of removals when the list is incomplete', () => {
    const { toEvent } = plan('subscription { incidentChanged { removed incidents { id } } }');
    const error = { message: 'away', extensions: { code: 'SUBGRAPH_UNAVAILABLE', advice: '' } } as const;
    expect(toEvent(['a'], { data: null, errors: [error] }, numbers)).toEqual({ data: null, errors: [error] });
    expect(toEvent(['a', 'b'], { data: { live_list0: { edges: [{ node: null }] } }, errors: [error] }, numbers)).toEqual({
      data: null,
      errors: [error],
    });
  });

  it('refuses variables of the wrong type', () => {
    expect(() =>
      plan('subscription ($filter: IncidentFilter) { incidentChanged(filter: $filter) { sequence } }', { filter: { statuses: ['NO'] } }),
    ).toThrow(/"NO"/);
  });
});
