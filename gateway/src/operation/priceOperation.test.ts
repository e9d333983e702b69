import { type FragmentDefinitionNode, Kind, parse } from 'graphql';
import { buildSchema } from 'graphql';
import { publicSchema } from '../../fixture/platform.ts';
import { priceOperation } from './priceOperation.ts';

const schema = buildSchema(publicSchema);

function price(text: string, variables: Record<string, unknown> = {}): number {
  const { definitions } = parse(text);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of definitions) if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const operation = definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('The test has no operation.');
  return priceOperation(schema, operation, fragments)(variables);
}

describe('priceOperation', () => {
  it('multiplies by the page size and leaves scalars free', () => {
    // A connection of ten: the connection, the edge and the node, ten times each.
    expect(price('{ incidents(first: 10) { edges { node { id title } } } }')).toBe(30);
    expect(price('{ incidents(first: 10) { totalCount } }')).toBe(10);
  });

  it('multiplies through every level of lists', () => {
    expect(price('{ incidents(first: 10) { edges { node { related(first: 4) { edges { node { id } } } } } } }')).toBe(10 * (1 + 1 + 1 + 4 * 3));
  });

  it('takes the page size from variables, their defaults and the schema', () => {
    const text = 'query ($n: Int = 3) { incidents(first: $n) { totalCount } }';
    expect(price(text, { n: 7 })).toBe(7);
    expect(price(text)).toBe(3);
    expect(price('{ incidents { totalCount } }')).toBe(50);
    expect(price(text, { n: 'seven' })).toBe(3);
  });

  it('lets nothing hide below an empty page', () => {
    expect(price('{ incidents(first: 0) { edges { node { related(first: 200) { totalCount } } } } }')).toBeGreaterThan(200);
    expect(price('{ incidents(first: -5) { totalCount } }')).toBe(1);
  });

  it('counts fragments where they are spread', () => {
    expect(
      price('{ incidents(first: 2) { ...F } } fragment F on IncidentConnection { edges { node { ... on Incident { acknowledgedBy { name } } } } }'),
    ).toBe(2 * 4);
  });
});
