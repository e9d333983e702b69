import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { RuleSourceType } from '../ruleSource/ruleSource.type.ts';
import { longestFile } from './importRuleFile.ts';

export enum RuleFindingEffect {
  LEFT_OUT = 'LEFT_OUT',
  IGNORED = 'IGNORED',
}

registerEnumType(RuleFindingEffect, {
  name: 'RuleFindingEffect',
  description: 'What became of what was not understood.',
  valuesConfig: { LEFT_OUT: { description: 'The rule was left out.' }, IGNORED: { description: 'The rule was read without it.' } },
});

@ObjectType('RuleFileFinding', { description: 'Something in a rule file that was not understood.' })
export class RuleFileFindingType {
  @Field(() => RuleFindingEffect)
  effect!: RuleFindingEffect;

  @Field(() => String, {
    description:
      'not_yaml | no_groups | group_not_understood | rule_not_understood | expression_broken | duration_not_understood | label_name_invalid | unknown_field | duplicate_rule.',
  })
  code!: string;

  @Field(() => Int, { description: 'Line in the file, from 1.' })
  line!: number;

  @Field(() => String, { nullable: true })
  group!: string | null;

  @Field(() => String, { nullable: true })
  rule!: string | null;

  @Field(() => String, { description: 'What stands there, or where it stopped being understood.' })
  detail!: string;
}

@ObjectType('RuleFileReport', { description: 'What was understood of a rule file.' })
export class RuleFileReportType {
  @Field(() => Int, { description: 'Alert rules that were read.' })
  rules!: number;

  @Field(() => Int, { description: 'Recording rules in it; they raise no alert and are passed over.' })
  recordings!: number;

  @Field(() => [RuleFileFindingType])
  findings!: RuleFileFindingType[];

  @Field(() => RuleSourceType, { nullable: true, description: 'The source that holds the rules now; null for a check.' })
  source!: RuleSourceType | null;
}

@InputType('ImportRuleFileInput')
export class ImportRuleFileInput {
  @Field(() => String, { description: 'Name of the source that holds the file; made when it is not there.' })
  source!: string;

  @Field(() => String, { description: 'Name of the file; importing it again replaces its rules.' })
  file!: string;

  @Field(() => String, { description: `A Prometheus or vmalert rule file, at most ${longestFile.toLocaleString('en')} characters.` })
  content!: string;
}
