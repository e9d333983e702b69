import { languages } from '#contracts/directory';
import { requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { type Page, readPage } from '#kit/page';
import type { NoticeTemplate, NoticeTemplateVersion } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import { channelKind } from '../channels/channelKinds.ts';
import type { NotifyContext } from '../context.ts';
import { personStub, PersonStub } from '../stubs.ts';
import { previewNotice } from './previewNotice.ts';
import { deleteTemplate, restoreTemplate, saveTemplate } from './saveTemplate.ts';
import {
  NoticePreviewType,
  NoticeTemplateConnection,
  NoticeTemplateInput,
  NoticeTemplateType,
  NoticeTemplateVersionType,
  TemplateTextType,
  TemplateVariableType,
} from './template.type.ts';
import { storedTexts, templateEvent } from './templateShape.ts';
import { templateVariables } from './templateVariables.ts';

/** Most versions that are shown, the latest. */
const mostVersions = 100;

@Resolver(() => NoticeTemplateType)
export class NoticeTemplateResolver {
  @Query(() => NoticeTemplateConnection, { description: "The tenant's own templates, in the order in which they were made. Needs templates:read." })
  noticeTemplates(
    @Arg('first', () => Int, { defaultValue: 50, description: 'Size of the page, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: NotifyContext,
  ): Promise<Page<NoticeTemplate>> {
    requirePermission(caller, 'templates:read');
    const where = { archivedAt: null };
    return readPage<NoticeTemplate, [string]>(
      { first, after },
      {
        position: ({ id }) => [id],
        shape: z.tuple([z.uuid()]),
        read: ({ after: past, take }) =>
          db.noticeTemplate.findMany({ where: { ...where, ...(past && { id: { gt: past[0] } }) }, orderBy: { id: 'asc' }, take }),
        count: (limit) => db.noticeTemplate.count({ where, take: limit }),
      },
    );
  }

  @Query(() => [TemplateVariableType], { description: 'Everything that a template may say. Needs templates:read.' })
  templateVariables(@Ctx() { caller }: NotifyContext): TemplateVariableType[] {
    requirePermission(caller, 'templates:read');
    return templateVariables.map(({ path, type, about }) => ({ path, type, english: about['en-US'], chinese: about['zh-Hant'] }));
  }

  @Query(() => NoticePreviewType, {
    description:
      'What a draft makes of a notice by a kind of channel, over what it inherits: about a sample, or about an incident. NOT_FOUND for one that the caller does not see. Needs templates:read.',
  })
  async previewNotice(
    @Arg('input', () => NoticeTemplateInput) input: NoticeTemplateInput,
    @Arg('kind', () => String, { description: 'The kind of channel.' }) kind: string,
    @Arg('language', () => String, { description: 'en-US or zh-Hant' }) language: string,
    @Arg('incidentId', () => ID, { nullable: true }) incidentId: string | null | undefined,
    @Ctx() { caller, db, platform }: NotifyContext,
  ): Promise<NoticePreviewType> {
    requirePermission(caller, 'templates:read');
    const asked = z.object({ kind: channelKind, language: z.enum(languages) }).safeParse({ kind, language });
    const event = templateEvent.safeParse(input.event);
    if (!asked.success || !event.success) throw new AppError('BAD_USER_INPUT', 'There is no such kind of channel, language or event.');
    const { place, placeId, channelKind: own } = input;
    const draft = {
      place,
      placeId: placeId ?? null,
      channelKind: channelKind
        .nullable()
        .catch(null)
        .parse(own ?? null),
      event: event.data,
      texts: textsOf(input),
    };
    const { message, faults, failure } = await previewNotice(platform, db, draft, { ...asked.data, incidentId: incidentId ?? null });
    const { subject, text, facts, tone, actions, page } = message;
    return { subject, text, facts, tone, actions: actions.map(({ label }) => label), link: page?.label ?? null, faults, failure };
  }

  @Mutation(() => NoticeTemplateType, {
    description:
      'Sets what notices of an event say in a place. BAD_USER_INPUT for a text that cannot be read, NOT_FOUND for the place, CONFLICT when somebody else saved. Needs templates:manage.',
  })
  saveNoticeTemplate(
    @Arg('input', () => NoticeTemplateInput) input: NoticeTemplateInput,
    @Arg('expectedVersion', () => Int, { description: 'The version that the draft was made from; 0 for a new one.' }) expectedVersion: number,
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Ctx() { platform, caller }: NotifyContext,
  ): Promise<NoticeTemplate> {
    const { place, placeId, channelKind: kind, event } = input;
    const saving = { place, placeId: placeId ?? null, channelKind: kind ?? null, event, texts: textsOf(input), expectedVersion, note };
    return saveTemplate(platform, caller, saving);
  }

  @Mutation(() => NoticeTemplateType, { description: 'Takes a template away. NOT_FOUND. Needs templates:manage.' })
  deleteNoticeTemplate(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: NotifyContext): Promise<NoticeTemplate> {
    return deleteTemplate(platform, caller, id);
  }

  @Mutation(() => NoticeTemplateType, { description: 'Makes an earlier version the texts again. NOT_FOUND, CONFLICT. Needs templates:manage.' })
  restoreNoticeTemplate(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => Int) version: number,
    @Arg('expectedVersion', () => Int) expectedVersion: number,
    @Ctx() { platform, caller }: NotifyContext,
  ): Promise<NoticeTemplate> {
    return restoreTemplate(platform, caller, id, version, expectedVersion);
  }

  @FieldResolver(() => [TemplateTextType])
  texts(@Root() { texts }: NoticeTemplate): TemplateTextType[] {
    return showTexts(texts);
  }

  @FieldResolver(() => PersonStub, { nullable: true })
  updatedBy(@Root() { updatedById }: NoticeTemplate): PersonStub | null {
    return personStub(updatedById);
  }

  @FieldResolver(() => [NoticeTemplateVersionType], { description: 'As it was saved, the latest first; at most 100.' })
  versions(@Root() { id }: NoticeTemplate, @Ctx() { db }: NotifyContext): Promise<NoticeTemplateVersion[]> {
    return db.noticeTemplateVersion.findMany({ where: { templateId: id }, orderBy: { version: 'desc' }, take: mostVersions });
  }
}

@Resolver(() => NoticeTemplateVersionType)
export class NoticeTemplateVersionResolver {
  @FieldResolver(() => [TemplateTextType])
  texts(@Root() { texts }: NoticeTemplateVersion): TemplateTextType[] {
    return showTexts(texts);
  }

  @FieldResolver(() => PersonStub, { nullable: true })
  author(@Root() { authorId }: NoticeTemplateVersion): PersonStub | null {
    return personStub(authorId);
  }
}

function showTexts(stored: unknown): TemplateTextType[] {
  return Object.entries(storedTexts.parse(stored)).map(([language, text]) => ({ language, subject: text.subject ?? null, body: text.body ?? null }));
}

/** An empty text is none. */
function textsOf({ texts }: NoticeTemplateInput) {
  const kept = (text: string | null | undefined) => (text?.trim() ? text.trim() : undefined);
  return Object.fromEntries(
    texts.map(({ language, subject, body }) => {
      const own = { subject: kept(subject), body: kept(body) };
      return [language, Object.fromEntries(Object.entries(own).filter(([, text]) => text !== undefined))];
    }),
  );
}
