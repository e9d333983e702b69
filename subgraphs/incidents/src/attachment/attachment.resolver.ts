import type { Page } from '#kit/page';
import type { Incident, IncidentAttachment } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { IncidentType } from '../incident/incident.type.ts';
import { readChildren } from '../readChildren.ts';
import { personStub, PersonStub } from '../stubs.ts';
import { AttachmentLimitsType, IncidentAttachmentConnection, IncidentAttachmentType } from './attachment.type.ts';
import { incidentBytes, mostFiles } from './limits.ts';
import { isImage } from './sniffImage.ts';
import { mayRemove, removeAttachment } from './removeAttachment.ts';

@Resolver(() => IncidentType)
export class IncidentAttachmentsResolver {
  @FieldResolver(() => IncidentAttachmentConnection, { description: 'Files that were added to it, oldest first.' })
  attachments(
    @Root() { id }: Incident,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { loaders }: IncidentsContext,
  ): Promise<Page<IncidentAttachment>> {
    return readChildren(loaders.attachmentsOfIncident, id, { first, after });
  }

  @FieldResolver(() => AttachmentLimitsType)
  attachmentLimits(@Ctx() { platform }: IncidentsContext): AttachmentLimitsType {
    const { attachmentBytes } = platform;
    return { fileBytes: attachmentBytes, incidentBytes: incidentBytes(attachmentBytes), files: mostFiles };
  }

  @Mutation(() => IncidentType, {
    description: "Removes a file from an incident. FORBIDDEN for somebody else's without attachments:manage.",
  })
  removeIncidentAttachment(
    @Arg('id', () => ID, { description: 'The incident.' }) id: string,
    @Arg('attachmentId', () => ID) attachmentId: string,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Incident> {
    return removeAttachment(platform, caller, id, attachmentId);
  }
}

@Resolver(() => IncidentAttachmentType)
export class AttachmentResolver {
  @FieldResolver(() => Boolean, { description: 'Whether it is a picture that may be shown in a page.' })
  isImage(@Root() { contentType }: IncidentAttachment): boolean {
    return isImage(contentType);
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who added it; null for an API key without a person.' })
  createdBy(@Root() { createdById }: IncidentAttachment): PersonStub | null {
    return personStub(createdById);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the caller may remove it.' })
  canRemove(@Root() attachment: IncidentAttachment, @Ctx() { caller }: IncidentsContext): boolean {
    return mayRemove(caller, attachment);
  }
}
