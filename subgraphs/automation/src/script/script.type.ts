import { connectionOf } from '#kit/connection';
import { DateTimeScalar, JsonScalar } from '#kit/schema';
import { ScriptLanguage } from '#prisma/generated/client';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

registerEnumType(ScriptLanguage, { name: 'ScriptLanguage', description: 'What a script is written in.' });
enum ScriptChange {
  ADDED = 'ADDED',
  CHANGED = 'CHANGED',
  UNCHANGED = 'UNCHANGED',
}
registerEnumType(ScriptChange, { name: 'ScriptChange', description: 'What an import does to a script.' });

@ObjectType('ScriptLimits', { description: 'What a script may use. Null is what its runner allows usually; more than that is cut to it.' })
export class ScriptLimitsType {
  @Field(() => Boolean, { description: 'Whether it may reach the network, the runner’s own machine included.' })
  network!: boolean;

  @Field(() => Int, { nullable: true, description: 'Memory of each of its processes, in MiB, 16 to 1,048,576.' })
  memoryMiB?: number | null;

  @Field(() => Int, { nullable: true, description: 'Processor time of each of its processes, in seconds, 1 to 86,400.' })
  cpuSeconds?: number | null;

  @Field(() => Int, { nullable: true, description: 'Files that each of its processes has open at once, 16 to 65,536.' })
  openFiles?: number | null;

  @Field(() => Int, { nullable: true, description: 'Processes and threads at once, 1 to 16,384; held where its runner gives it a user of its own.' })
  processes?: number | null;

  @Field(() => Int, { nullable: true, description: 'One file that it writes, in MiB, 1 to 1,048,576.' })
  fileMiB?: number | null;
}

@InputType('ScriptLimitsInput', { description: 'What a script may use. Null is what its runner allows usually; more than that is cut to it.' })
export class ScriptLimitsInput {
  @Field(() => Boolean, { defaultValue: false, description: 'Whether it may reach the network, the runner’s own machine included.' })
  network!: boolean;

  @Field(() => Int, { nullable: true, description: 'Memory of each of its processes, in MiB, 16 to 1,048,576.' })
  memoryMiB?: number | null;

  @Field(() => Int, { nullable: true, description: 'Processor time of each of its processes, in seconds, 1 to 86,400.' })
  cpuSeconds?: number | null;

  @Field(() => Int, { nullable: true, description: 'Files that each of its processes has open at once, 16 to 65,536.' })
  openFiles?: number | null;

  @Field(() => Int, { nullable: true, description: 'Processes and threads at once, 1 to 16,384; held where its runner gives it a user of its own.' })
  processes?: number | null;

  @Field(() => Int, { nullable: true, description: 'One file that it writes, in MiB, 1 to 1,048,576.' })
  fileMiB?: number | null;
}

@ObjectType('Script', { description: 'A script of the library, as it is now.' })
export class ScriptType {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'What steps call it.' })
  name!: string;

  @Field(() => String)
  description!: string;

  @Field(() => ScriptLanguage)
  language!: ScriptLanguage;

  @Field(() => [String])
  tags!: string[];

  @Field(() => Int, { description: 'Counts up from 1.' })
  version!: number;

  @Field(() => String)
  code!: string;

  @Field(() => JsonScalar, { description: 'JSON Schema (draft-07) of an object: what the script is to be given.' })
  parameters!: unknown;

  @Field(() => Int, { description: 'Seconds after which it is stopped, unless its step says otherwise.' })
  timeoutSeconds!: number;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar)
  updatedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was taken out of the library; null while it is in it.' })
  archivedAt!: Date | null;
}
export const ScriptConnection = connectionOf(ScriptType, 'Script');

@ObjectType('ScriptVersion', { description: 'A script as it was saved.' })
export class ScriptVersionType {
  @Field(() => Int)
  version!: number;

  @Field(() => DateTimeScalar)
  at!: Date;

  @Field(() => String, { nullable: true, description: 'Why it was changed, in the words of who did.' })
  note!: string | null;

  @Field(() => ScriptLanguage)
  language!: ScriptLanguage;

  @Field(() => String)
  code!: string;

  @Field(() => JsonScalar)
  parameters!: unknown;

  @Field(() => Int)
  timeoutSeconds!: number;
}
export const ScriptVersionConnection = connectionOf(ScriptVersionType, 'ScriptVersion');

@InputType('ScriptFilter', { description: 'Which scripts; everything that is given has to hold.' })
export class ScriptFilter {
  @Field(() => String, { nullable: true, description: 'A part of the name or of the description, in any case.' })
  text?: string | null;

  @Field(() => String, { nullable: true })
  tag?: string | null;

  @Field(() => ScriptLanguage, { nullable: true })
  language?: ScriptLanguage | null;

  @Field(() => Boolean, { nullable: true, description: 'Those that were taken out of the library instead of those in it.' })
  archived?: boolean | null;
}

@InputType('ScriptInput', { description: 'A script as it is to be.' })
export class ScriptInputType {
  @Field(() => ID, { nullable: true, description: 'The one to change; null adds one.' })
  id?: string | null;

  @Field(() => Int, { defaultValue: 0, description: 'The version that the draft was made from; 0 for a new one.' })
  baseVersion!: number;

  @Field(() => String, { description: 'At most 100 characters.' })
  name!: string;

  @Field(() => String, { defaultValue: '', description: 'At most 4,000 characters.' })
  description!: string;

  @Field(() => ScriptLanguage)
  language!: ScriptLanguage;

  @Field(() => [String], { defaultValue: [], description: 'At most 20.' })
  tags!: string[];

  @Field(() => ID, { nullable: true, description: 'The team that looks after it; null for none.' })
  teamId?: string | null;

  @Field(() => String, { description: 'At most 256 KiB.' })
  code!: string;

  @Field(() => JsonScalar, { description: 'JSON Schema (draft-07) of an object, at most 64 KiB.' })
  parameters!: Record<string, never>;

  @Field(() => Int, { defaultValue: 60, description: '1 to 86,400.' })
  timeoutSeconds!: number;

  @Field(() => ScriptLimitsInput, { nullable: true, description: 'Null keeps those that it has; a new one then gets the usual, and no network.' })
  limits?: ScriptLimitsInput | null;

  @Field(() => String, { nullable: true, description: 'Why, at most 500 characters.' })
  note?: string | null;
}

@ObjectType('ImportedScript')
class ImportedScriptType {
  @Field(() => String)
  name!: string;

  @Field(() => ScriptChange)
  change!: 'ADDED' | 'CHANGED' | 'UNCHANGED';
}

@ObjectType('FileProblem', { description: 'What is wrong with a file.' })
class FileProblemType {
  @Field(() => Int, { description: 'Counted from 1.' })
  line!: number;

  @Field(() => String)
  message!: string;
}

@ObjectType('ScriptImport', { description: 'What became of a file of scripts; with any problem nothing was changed.' })
export class ScriptImportType {
  @Field(() => [ImportedScriptType])
  scripts!: ImportedScriptType[];

  @Field(() => [FileProblemType])
  problems!: FileProblemType[];
}
