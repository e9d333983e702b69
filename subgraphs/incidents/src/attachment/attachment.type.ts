import { connectionOf } from '#kit/connection';
import { DateTimeScalar } from '#kit/schema';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';

@ObjectType('IncidentAttachment', {
  description:
    'A file that belongs to an incident. Its bytes are at `GET /files/incidents/{incident}/attachments/{id}`; `POST /files/incidents/{incident}/attachments?name=…` adds one.',
})
export class IncidentAttachmentType {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'Without folders, 1 to 200 characters.' })
  name!: string;

  @Field(() => String, {
    description: 'image/png, image/jpeg, image/gif or image/webp, found by its first bytes; application/octet-stream for everything else.',
  })
  contentType!: string;

  @Field(() => Int)
  bytes!: number;

  @Field(() => String, { description: 'SHA-256 of its bytes, in hex.' })
  sha256!: string;

  @Field(() => DateTimeScalar)
  createdAt!: Date;
}

export const IncidentAttachmentConnection = connectionOf(IncidentAttachmentType, 'IncidentAttachment');

@ObjectType('AttachmentLimits', { description: 'What may be attached to an incident.' })
export class AttachmentLimitsType {
  @Field(() => Int, { description: 'Most bytes of one file.' })
  fileBytes!: number;

  @Field(() => Float, { description: 'Most bytes of all files of an incident together.' })
  incidentBytes!: number;

  @Field(() => Int, { description: 'Most files of an incident.' })
  files!: number;
}
