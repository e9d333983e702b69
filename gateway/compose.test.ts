import { buildSchema, parse, print } from 'graphql';
import { identitySdl } from './fixture/identity.ts';
import { incidentsSdl } from './fixture/incidents.ts';
import { compose } from './compose.ts';

const sdls: Record<string, string> = { incidents: incidentsSdl, identity: identitySdl };
const names = Object.keys(sdls);
const read = (name: string) => sdls[name] ?? '';

describe('compose', () => {
  it('joins the subgraphs and adds the live fields to the public schema only', () => {
    const { supergraph, publicSchema } = compose(read, { names });

    expect(supergraph).toContain('join__Graph');
    expect(supergraph).not.toContain('Subscription');
    const schema = buildSchema(publicSchema);
    expect(Object.keys(schema.getSubscriptionType()?.getFields() ?? {})).toEqual([
      'incidentChanged',
      'alertReceived',
      'silenceChanged',
      'runChanged',
      'scheduleChanged',
      'runnerJobChanged',
    ]);
    expect(publicSchema).not.toContain('join__');
    expect(schema.getSubscriptionType()?.getFields()['incidentChanged']?.description).toContain('There is no replay');
  });

  it('gives the same text each time, so that a difference in the repository means a difference in the schema', () => {
    expect(compose(read, { names })).toEqual(compose((name) => print(parse(read(name))), { names }));
  });

  it('lists what keeps the subgraphs from composing', () => {
    const clash = (name: string) => (name === 'identity' ? identitySdl.replace('type Viewer {', 'type Alert { id: Int } type Viewer {') : read(name));
    expect(() => compose(clash, { names })).toThrow(/do not compose:\n- .*Alert\.id/s);
  });
});
