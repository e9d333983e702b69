import { connectionOf } from '#kit/connection';
import { DateTimeScalar } from '#kit/schema';
import { TemplatePlace } from '#prisma/generated/client';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

registerEnumType(TemplatePlace, {
  name: 'TemplatePlace',
  description: 'For whom a template is.',
  valuesConfig: {
    TENANT: { description: 'Everybody.' },
    TEAM: { description: 'Notices about incidents that a team owns; before TENANT.' },
    POLICY: { description: 'Notices that a node of the policy, or one below it, chose; before TEAM.' },
  },
});

@ObjectType('TemplateText', { description: 'What a template says in a language; what is null is as the place above has it.' })
export class TemplateTextType {
  @Field(() => String, { description: 'en-US or zh-Hant' })
  language!: string;

  @Field(() => String, { nullable: true, description: 'Liquid; one line.' })
  subject!: string | null;

  @Field(() => String, { nullable: true, description: 'Liquid; takes the place of the text and of the facts.' })
  body!: string | null;
}

@ObjectType('NoticeTemplate', { description: 'What notices of an event say in a place, by one kind of channel or by all.' })
export class NoticeTemplateType {
  @Field(() => ID)
  id!: string;

  @Field(() => TemplatePlace)
  place!: TemplatePlace;

  @Field(() => ID, { nullable: true, description: 'The team or the node of the policy.' })
  placeId!: string | null;

  @Field(() => String, { nullable: true, description: 'Null for every kind.' })
  channelKind!: string | null;

  @Field(() => String)
  event!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => DateTimeScalar)
  updatedAt!: Date;
}
export const NoticeTemplateConnection = connectionOf(NoticeTemplateType, 'NoticeTemplate');

@ObjectType('NoticeTemplateVersion', { description: 'A template as it was saved.' })
export class NoticeTemplateVersionType {
  @Field(() => Int)
  version!: number;

  @Field(() => DateTimeScalar)
  at!: Date;

  @Field(() => String, { nullable: true })
  note!: string | null;
}

@ObjectType('TemplateVariable', { description: 'Something that a template may say.' })
export class TemplateVariableType {
  @Field(() => String)
  path!: string;

  @Field(() => String, { description: 'text | number | time | labels | list' })
  type!: string;

  @Field(() => String)
  english!: string;

  @Field(() => String)
  chinese!: string;
}

@ObjectType('TemplateFault', { description: 'What is wrong with one text of a draft.' })
export class TemplateFaultType {
  @Field(() => String)
  language!: string;

  @Field(() => String, { description: 'subject or body' })
  part!: string;

  @Field(() => String)
  message!: string;
}

@ObjectType('NoticeFact')
class NoticeFactType {
  @Field(() => String)
  label!: string;

  @Field(() => String)
  value!: string;
}

@ObjectType('NoticePreview', { description: 'A notice as it would be sent, before any service’s form.' })
export class NoticePreviewType {
  @Field(() => String)
  subject!: string;

  @Field(() => String, { nullable: true })
  text!: string | null;

  @Field(() => [NoticeFactType])
  facts!: NoticeFactType[];

  @Field(() => String, { description: 'critical | high | medium | low | info | acknowledged | resolved | neutral' })
  tone!: string;

  @Field(() => [String], { description: 'What its buttons say.' })
  actions!: string[];

  @Field(() => String, { nullable: true, description: 'What its link to the incident says.' })
  link!: string | null;

  @Field(() => [TemplateFaultType], { description: 'What is wrong with the draft; with any, the built-in notice is shown.' })
  faults!: TemplateFaultType[];

  @Field(() => String, { nullable: true, description: 'Why it could not be filled in; the built-in notice would go out.' })
  failure!: string | null;
}

@InputType('TemplateTextInput', { description: 'What a template says in a language; what is left out is as the place above has it.' })
export class TemplateTextInput {
  @Field(() => String, { description: 'en-US or zh-Hant' })
  language!: string;

  @Field(() => String, { nullable: true, description: 'Liquid; one line.' })
  subject?: string | null;

  @Field(() => String, { nullable: true, description: 'Liquid.' })
  body?: string | null;
}

@InputType('NoticeTemplateInput')
export class NoticeTemplateInput {
  @Field(() => TemplatePlace)
  place!: TemplatePlace;

  @Field(() => ID, { nullable: true, description: 'Of TEAM and POLICY.' })
  placeId?: string | null;

  @Field(() => String, { nullable: true, description: 'Null for every kind.' })
  channelKind?: string | null;

  @Field(() => String, { description: 'What is told; not verification.' })
  event!: string;

  @Field(() => [TemplateTextInput])
  texts!: TemplateTextInput[];
}
