import { buildSchema } from 'graphql';
import { createCaller, publicSchema } from '../../fixture/platform.ts';
import { defaultLimits } from '../limits.ts';
import { createDocuments } from '../operation/createDocuments.ts';
import { readOperationParams } from '../operation/operationParams.ts';
import { shareKey } from './shareKey.ts';

const schema = buildSchema(publicSchema);
const documents = createDocuments({ schema, trustedDocuments: {}, production: false, limits: defaultLimits, clock: { now: () => new Date() } });
const caller = createCaller({ permissions: ['incidents:read', 'alerts:read'] });
const plain = 'subscription ($filter: IncidentFilter) { incidentChanged(filter: $filter) { incidents { title } } }';
const personal = 'subscription { incidentChanged { incidents { viewerHasSeen } } }';
const key = (query = plain, by = caller, variables = {}) => shareKey(schema, documents.prepare(readOperationParams({ query }), by), variables, by);

describe('shareKey', () => {
  it('is the same for people with the same rights, in whatever order', () => {
    expect(key(plain, { ...caller, personId: null, via: 'GRAFANA', permissions: ['alerts:read', 'incidents:read'] })).toBe(key());
    expect(key(plain, caller, { filter: { search: 'x', ids: ['a'] } })).toBe(key(plain, caller, { filter: { ids: ['a'], search: 'x' } }));
  });

  it.each([
    ['tenant', key(plain, { ...caller, tenantId: createCaller().tenantId })],
    ['permissions', key(plain, { ...caller, permissions: ['incidents:read'] })],
    ['scope', key(plain, { ...caller, scope: { ownTeams: true, labels: [] } })],
    ['teams', key(plain, { ...caller, teamIds: ['t'] })],
    ['variables', key(plain, caller, { filter: { ids: ['a'] } })],
    ['selection', key('subscription { incidentChanged { incidents { number } } }')],
  ])('differs by %s', (_, other) => {
    expect(other).not.toBe(key());
  });

  it('differs by the labels of the scope, not by their order, and by person where what is their own counts', () => {
    const scoped = (labels: Record<string, string>[], personId = caller.personId, ownTeams = false) =>
      key(plain, { ...caller, personId, scope: { ownTeams, labels } });
    expect(scoped([{ a: '1', b: '2' }, { c: '3' }])).toBe(scoped([{ c: '3' }, { b: '2', a: '1' }], null));
    expect(scoped([{ a: '1' }])).not.toBe(scoped([{ a: '2' }]));
    expect(scoped([{ a: '1' }], caller.personId, true)).not.toBe(scoped([{ a: '1' }], null, true));
  });

  it('differs by person only where a selected field depends on who looks', () => {
    expect(key(personal)).not.toBe(key(personal, createCaller({ ...caller, personId: createCaller().personId })));
  });
});
