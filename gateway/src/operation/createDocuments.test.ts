import { buildSchema, getIntrospectionQuery } from 'graphql';
import { createHash } from 'node:crypto';
import { createCaller, publicSchema } from '../../fixture/platform.ts';
import type { Clock } from '#kit/clock';
import { AppError } from '#kit/errors';
import { defaultLimits, type Limits } from '../limits.ts';
import { createDocuments, InvalidDocument } from './createDocuments.ts';
import { type OperationParams, readOperationParams } from './operationParams.ts';

const schema = buildSchema(publicSchema);
const trustedText = 'query Titles { incidents { edges { node { title } } } }';
const trustedId = createHash('sha256').update(trustedText).digest('hex');
const viaGrafana = createCaller({ via: 'GRAFANA' });
const viaKey = createCaller({ via: 'API_KEY' });

function setUp({
  production = true,
  limits,
  clock = { now: () => new Date() },
}: { production?: boolean; limits?: Partial<Limits>; clock?: Clock } = {}) {
  const documents = createDocuments({
    schema,
    trustedDocuments: { [trustedId]: trustedText },
    production,
    limits: { ...defaultLimits, ...limits },
    clock,
  });
  return {
    prepare: (params: object, caller = viaKey) => documents.prepare(readOperationParams(params), caller),
    /** The codes and messages that a request is refused with. */
    refusal: (params: object, caller = viaKey): string => {
      try {
        documents.prepare(readOperationParams(params), caller);
      } catch (error) {
        if (error instanceof InvalidDocument)
          return error.errors.map(({ message, extensions }) => [extensions['code'], message].join(' ')).join('; ');
        if (error instanceof AppError) return `${error.code} ${error.message}`;
        throw error;
      }
      return 'none';
    },
  };
}

describe('createDocuments', () => {
  it('answers the same operation for the same text, and keeps trusted ones apart', () => {
    const { prepare } = setUp();
    expect(prepare({ query: trustedText })).toBe(prepare({ documentId: trustedId }));
    expect(prepare({ documentId: trustedId }).trusted).toBe(true);
    expect(prepare({ query: '{ incidents { totalCount } }' }).trusted).toBe(false);
  });

  it('takes a document id from the extensions too, where clients that insist on a query can put it', () => {
    expect(setUp().prepare({ query: '', extensions: { documentId: trustedId } }, viaGrafana).name).toBe('Titles');
  });

  it('answers people behind Grafana with registered documents only, in production', () => {
    const { refusal } = setUp();
    expect(refusal({ query: '{ incidents { totalCount } }' }, viaGrafana)).toMatch(/^QUERY_NOT_TRUSTED/);
    expect(refusal({ query: trustedText }, viaGrafana)).toBe('none');
    for (const documentId of ['unknown', 'constructor', '__proto__']) expect(refusal({ documentId })).toMatch(/^QUERY_NOT_TRUSTED/);
    expect(refusal({ query: '{ incidents { totalCount } }' }, viaKey)).toBe('none');
    expect(setUp({ production: false }).refusal({ query: '{ incidents { totalCount } }' }, viaGrafana)).toBe('none');
  });

  it('refuses what is over a limit before it validates', () => {
    const { refusal } = setUp();
    const deep = '{ incidents { edges { node {' + ' related { edges { node {'.repeat(4) + ' nosuch' + ' } } }'.repeat(4) + ' } } } }';
    expect(refusal({ query: deep })).toMatch(/^QUERY_TOO_COMPLEX .*depth of 16/);
    expect(refusal({ query: `{ ${Array.from({ length: 31 }, (_, n) => `a${n}: viewer { tenantId }`).join(' ')} }` })).toMatch(
      /^QUERY_TOO_COMPLEX .*aliases of 31/,
    );
    expect(refusal({ query: `{ ${'viewer { tenantId } '.repeat(600)} }` })).toMatch(/^QUERY_TOO_COMPLEX .*2000 tokens/);
    const spreads = Array.from({ length: 20 }, (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`).join(' ');
    expect(refusal({ query: `{ ...F0 } ${spreads} fragment F20 on Query { viewer { tenantId } }` })).toMatch(/^QUERY_TOO_COMPLEX .*selections/);
  });

  it('validates two thousand tokens of the same field in reasonable time', () => {
    const startedAt = performance.now();
    setUp().refusal({ query: `{ ${'viewer{tenantId}'.repeat(490)} }` });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('hides introspection and suggestions in production only', () => {
    expect(setUp().refusal({ query: getIntrospectionQuery() })).toContain('introspection');
    expect(setUp({ production: false }).refusal({ query: getIntrospectionQuery() })).toBe('none');
    expect(setUp().refusal({ query: '{ incidnts { totalCount } }' })).toBe(' Cannot query field "incidnts" on type "Query".');
    expect(setUp({ production: false }).refusal({ query: '{ incidnts { totalCount } }' })).toContain('Did you mean');
  });

  it('picks the named operation with only its own fragments', () => {
    const query = 'query A { viewer { ...V } } query B { incidents { totalCount } } fragment V on Viewer { tenantId }';
    const { prepare, refusal } = setUp();
    expect(prepare({ query, operationName: 'B' }).document.definitions).toHaveLength(1);
    expect(prepare({ query, operationName: 'A' }).hash).not.toBe(prepare({ query, operationName: 'B' }).hash);
    expect(refusal({ query })).toContain('several operations');
    expect(refusal({ query, operationName: 'C' })).toContain('no operation named C');
  });

  it('gives a tenant a refilling budget of documents it never saw, and keeps known and trusted ones free', () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    const { refusal } = setUp({ limits: { newDocumentsPerMinute: 2 }, clock: { now: () => new Date(now) } });
    const ask = (n: number, caller = viaKey) => refusal({ query: `{ incidents(first: ${n}) { totalCount } }` }, caller);

    expect([ask(1), ask(2), ask(1), refusal({ documentId: trustedId })]).toEqual(['none', 'none', 'none', 'none']);
    expect(ask(3)).toMatch(/^RATE_LIMITED/);
    expect(ask(3, createCaller())).toBe('none');
    now += 30_000;
    expect([ask(4), ask(5)]).toEqual(['none', expect.stringMatching(/^RATE_LIMITED/)]);
  });

  it('refuses shapes that are no request', () => {
    const { refusal } = setUp();
    const shapes: [unknown, string][] = [
      [{}, 'BAD_USER_INPUT'],
      [{ query: 4 }, 'BAD_USER_INPUT'],
      [{ query: '{ viewer { tenantId } }', variables: [] }, 'BAD_USER_INPUT'],
      ['text', 'BAD_USER_INPUT'],
    ];
    for (const [shape, code] of shapes) expect(refusal(shape as OperationParams)).toMatch(new RegExp(`^${code}`));
    expect(refusal({ query: '{' })).toContain('Syntax Error');
  });
});
