import { connectionOf } from '#kit/connection';
import { DateTimeScalar } from '#kit/schema';
import { Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType('LookupTable', { description: 'A table that rules of enrichment look things up in.' })
export class LookupTableType {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'Unlike those of the other tables.' })
  name!: string;

  @Field(() => [String], { description: 'As the header of the CSV file names them.' })
  columns!: string[];

  @Field(() => Int, { description: 'At most 10,000.' })
  rowCount!: number;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When its content was last replaced.' })
  updatedAt!: Date;
}

export const LookupTableConnection = connectionOf(LookupTableType, 'LookupTable');

@ObjectType('CsvProblem', { description: 'What is wrong with a line of a CSV file.' })
export class CsvProblemType {
  @Field(() => Int, { description: 'As an editor counts lines, from 1.' })
  line!: number;

  @Field(() => String)
  message!: string;
}

@ObjectType('CsvCheck', { description: 'What a CSV file would be as a look-up table.' })
export class CsvCheckType {
  @Field(() => [CsvProblemType], { description: 'None when it could be uploaded; at most 50.' })
  problems!: CsvProblemType[];

  @Field(() => [String], { description: 'Empty where there are problems.' })
  columns!: string[];

  @Field(() => Int)
  rowCount!: number;

  @Field(() => [[String]], { description: 'The first ten rows.' })
  preview!: string[][];
}
