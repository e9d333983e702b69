import type { Matcher } from '#contracts/matcher';
import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql';

/** Alertmanager's operators, which are no names in GraphQL, by names that are. */
const operators = { EQUAL: '=', NOT_EQUAL: '!=', MATCH: '=~', NOT_MATCH: '!~' } as const;
export type MatcherOperator = keyof typeof operators;
export const MatcherOperator = Object.fromEntries(Object.keys(operators).map((name) => [name, name])) as { [Name in MatcherOperator]: Name };

registerEnumType(MatcherOperator, {
  name: 'MatcherOperator',
  description: "How a label's value is compared; a label that is missing is the empty string.",
  valuesConfig: {
    EQUAL: { description: '`=`: is this value.' },
    NOT_EQUAL: { description: '`!=`: is another one.' },
    MATCH: { description: "`=~`: matches this regular expression (RE2's), from its beginning to its end." },
    NOT_MATCH: { description: '`!~`: does not.' },
  },
});

@ObjectType('Matcher', { description: "A condition on one label, with Alertmanager's meaning." })
export class MatcherType {
  @Field(() => String)
  name!: string;

  @Field(() => MatcherOperator)
  operator!: MatcherOperator;

  @Field(() => String)
  value!: string;
}

@InputType('MatcherInput', { description: "A condition on one label, with Alertmanager's meaning." })
export class MatcherInput {
  @Field(() => String)
  name!: string;

  @Field(() => MatcherOperator, { nullable: true, description: 'EQUAL when left out.' })
  operator?: MatcherOperator | null;

  @Field(() => String)
  value!: string;
}

/** Matchers as clients give them. */
export function readMatcherInput(given: readonly MatcherInput[]): Matcher[] {
  return given.map(({ name, operator, value }) => ({ name, op: operators[operator ?? 'EQUAL'], value }));
}

/** Matchers as clients see them. */
export function showMatchers(matchers: readonly Matcher[]): MatcherType[] {
  const names = new Map(Object.entries(operators).map(([name, op]) => [op, name as MatcherOperator]));
  return matchers.map(({ name, op, value }) => ({ name, operator: names.get(op) ?? 'EQUAL', value }));
}
