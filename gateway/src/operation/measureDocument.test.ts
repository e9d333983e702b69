import { getIntrospectionQuery, parse } from 'graphql';
import { measureDocument } from './measureDocument.ts';

const measure = (text: string) => measureDocument(parse(text));

describe('measureDocument', () => {
  it('counts nesting, aliases and selections through fragments', () => {
    expect(measure('{ a { b c: d { e } } }')).toEqual({ depth: 3, aliases: 1, selections: 4 });
    expect(measure('{ a { ...F ...F } } fragment F on T { x: b { c } }')).toEqual({ depth: 3, aliases: 2, selections: 7 });
    expect(measure('{ a { ... on T { b } } }')).toEqual({ depth: 2, aliases: 0, selections: 3 });
  });

  it('measures a document that would expand to 2^40 fields in no time', () => {
    const levels = Array.from({ length: 40 }, (_, level) => `fragment F${level} on T { a ...F${level + 1} ...F${level + 1} }`);
    const startedAt = performance.now();
    expect(measure(`{ ...F0 } ${levels.join(' ')} fragment F40 on T { a }`).selections).toBeGreaterThan(2 ** 40);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  it('ends on fragments that contain themselves', () => {
    expect(measure('{ ...A } fragment A on T { a ...B } fragment B on T { b ...A }').depth).toBe(1);
  });

  it('takes no depth for introspection, whose standard query nests deepest of all', () => {
    expect(measure(getIntrospectionQuery()).depth).toBe(0);
  });
});
