import { createOutbound } from '#kit/outbound';
import fc from 'fast-check';
import type { AutomationDb } from '../context.ts';
import { checkPlaybook } from './checkPlaybook.ts';
import { playbookDefinition } from './definition.ts';
import { readYaml, toYaml } from './yaml.ts';

const outbound = createOutbound([]);
afterAll(() => outbound.close());
/** A tenant that has one playbook and no credentials. */
const db = {
  playbook: { findFirst: async ({ where }: { where: { name: string } }) => (where.name === 'there' ? { id: 'x' } : null) },
  credential: { findFirst: async () => null },
} as unknown as AutomationDb;
const check = (yaml: string) => checkPlaybook({ yaml }, { outbound, db });

const file = `
name: Clean a disk
inputs:
  host: { type: string, required: true }
resources: '[inputs.host]'
policies:
  approvals:
    - when: incident.severity ==
  blackouts:
    - { days: [1], from: '25:00', to: '06:00', zone: Europe/Nowhere }
steps:
  - kind: condition
    id: full
    name: Full?
    when: inputs.host == "x"
    then:
      - kind: http
        id: clean
        name: Clean
        method: GET
        url: 'http://10.0.0.1/{{ nothing'
        credential: none
        rollBack:
          - { kind: http, id: full, name: Undo, method: GET, url: 'https://example.com/' }
    else:
      - { kind: playbook, id: other, name: Other, playbook: gone, inputs: { x: 'unknown + 1' } }
  - { kind: wait, id: long, name: Long, seconds: 7200 }
  - { kind: verify, id: v, name: V, check: { by: http, method: GET, url: 'https://example.com/', holds: answer.status == } }
`;

test('every problem is found at once, with its place and its line', async () => {
  const { definition, problems } = await check(file);
  expect(definition).not.toBeNull();
  expect(problems.map(({ path, line }) => [path, line])).toEqual([
    ['policies.approvals[0].when', 8],
    ['policies.blackouts[0].zone', 10],
    ['policies.blackouts[0].from', 10],
    ['steps[0].then[0].url', 21],
    ['steps[0].then[0].credential', 22],
    ['steps[0].then[0].rollBack[0].id', 24],
    ['steps[0].else[0].inputs.x', 26],
    ['steps[0].else[0].playbook', 26],
    ['steps[1].seconds', 27],
    ['steps[2].check.holds', 28],
  ]);
  expect(problems.find(({ path }) => path.endsWith('rollBack[0].id'))?.message).toContain('steps[0]');
});

test('what has no shape is told by place and line, and what is no YAML by line', async () => {
  const shapeless = await check('name: x\nsteps:\n  - { kind: wait, id: w, name: W, seconds: 0 }\n  - { kind: dance }\nextra: 1');
  expect(shapeless.definition).toBeNull();
  expect(shapeless.problems.map(({ path, line }) => [path, line])).toEqual(
    expect.arrayContaining([
      ['steps[0].seconds', 3],
      ['steps[1].kind', 4],
      ['extra', 5],
    ]),
  );
  expect((await check('name: [x\nsteps: }')).problems[0]).toMatchObject({ path: '', line: 2 });
  expect((await check('name: x\nname: y')).problems[0]).toMatchObject({ line: 2 });
  // An address book of aliases that grows without end is refused before it is unfolded.
  const bomb = Array.from(
    { length: 9 },
    (_, level) =>
      `a${level}: &a${level} [${
        level === 0
          ? 'x'
          : Array(9)
              .fill(`*a${level - 1}`)
              .join()
      }]`,
  ).join('\n');
  expect((await check(bomb)).problems).not.toEqual([]);
  await expect(check(`name: ${'x'.repeat(300_000)}`)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('one that names what is there, and itself not, has no problem', async () => {
  const good = (playbook: string) => check(`name: here\nsteps:\n  - { kind: playbook, id: p, name: P, playbook: ${playbook} }`);
  expect((await good('there')).problems).toEqual([]);
  expect((await good('here')).problems).toMatchObject([{ path: 'steps[0].playbook', line: 3 }]);
});

// Texts that YAML could take for something else, in every field that takes a text.
const text = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 30 }),
    fc.constantFrom('yes', 'null', '1', '~', '{{ a }}', 'a: b', '- x', "'", '#', ' lead', 'multi\nline\n'),
  )
  .filter((value) => value.trim().length > 0);
const common = { name: text.map((value) => value.trim()), onError: fc.constantFrom('rollBack', 'continue', 'stop') };
const http = fc.record(
  {
    ...{ kind: fc.constant('http'), ...common, method: fc.constantFrom('GET', 'POST'), url: text, body: text },
    headers: fc.dictionary(fc.constantFrom('X-A', 'accept', 'authorization'), text),
    timeoutSeconds: fc.constantFrom(60, 5),
    retry: fc.record({ attempts: fc.constantFrom(2, 3), delaySeconds: fc.constantFrom(5, 9), factor: fc.constantFrom(2, 1.5) }),
  },
  { requiredKeys: ['kind', 'name', 'method', 'url'] },
);
const others = fc.oneof(
  fc.record({
    kind: fc.constant('forEach'),
    ...common,
    items: fc.constant('[1]'),
    most: fc.constantFrom(100, 7),
    atOnce: fc.constantFrom(5, 1),
    steps: fc.array(http, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    kind: fc.constant('input'),
    ...common,
    message: text,
    schema: fc.constant({ type: 'object', required: false, count: 1, most: 100, teams: [] }),
    teams: fc.constantFrom([], ['a']),
  }),
  fc.record({
    kind: fc.constant('playbook'),
    ...common,
    playbook: text.map((value) => value.trim()),
    inputs: fc.dictionary(fc.constantFrom('description', 'count', 'x'), fc.constantFrom('1', 'a')),
  }),
  fc.record({
    kind: fc.constant('script'),
    ...common,
    script: fc.constant('s'),
    parameters: fc.dictionary(fc.constantFrom('most', 'count'), fc.constantFrom('1', 'x')),
  }),
);
const definitions = fc
  .record({
    ...{ name: text.map((value) => value.trim()), description: fc.oneof(fc.constant(''), text), tags: fc.constantFrom([], ['disk']) },
    inputs: fc.dictionary(fc.constantFrom('description', 'count', 'host'), fc.record({ type: fc.constant('string'), required: fc.boolean() })),
    policies: fc.record(
      { concurrency: fc.constant({ most: 100, per: 'playbook', then: 'wait' }), rate: fc.constant({ most: 100, minutes: 1 }) },
      { requiredKeys: [] },
    ),
    steps: fc.array(fc.oneof(http, others), { minLength: 1, maxLength: 4 }),
  })
  .map((draft) => {
    let count = 0;
    const withIds = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(withIds);
      if (typeof value !== 'object' || value === null) return value;
      const fields = Object.fromEntries(Object.entries(value).map(([name, field]) => [name, withIds(field)]));
      return 'kind' in value ? { ...fields, id: `s${(count += 1)}` } : fields;
    };
    return playbookDefinition.parse(withIds(draft));
  });

test('written as a file and read again it is the same, and a file says no more than it must', () => {
  fc.assert(
    fc.property(definitions, (definition) => {
      const written = toYaml(definition);
      expect(playbookDefinition.parse(readYaml(written).value)).toEqual(definition);
    }),
    { numRuns: 300 },
  );
  const short = 'name: x\nsteps:\n  - kind: http\n    id: a\n    name: A\n    method: GET\n    url: https://example.com/\n';
  expect(toYaml(playbookDefinition.parse(readYaml(short).value))).toBe(short);
});
