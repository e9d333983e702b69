import { languages } from '#contracts/directory';
import { AppError } from '#kit/errors';
import { TemplatePlace } from '#prisma/generated/client';
import { z } from 'zod';
import { channelKind } from '../channels/channelKinds.ts';
import { noticeEvent } from '../notice/noticeEvent.ts';
import type { TemplateTexts } from './pickTemplates.ts';
import { findFault } from './renderNotice.ts';

/** A code must reach its reader whatever anybody writes, so it has no template. */
export const templateEvent = noticeEvent.exclude(['verification']);

const part = z.string().trim().min(1).optional();
const texts = z.partialRecord(z.enum(languages), z.strictObject({ subject: part, body: part }));

/** Texts as they are kept. */
export const storedTexts = texts;

const shape = z.strictObject({
  place: z.enum(TemplatePlace),
  placeId: z.uuid().nullable(),
  channelKind: channelKind.nullable(),
  event: templateEvent,
  texts,
});
export type TemplateDraft = z.output<typeof shape>;

/** A draft that could be saved. BAD_USER_INPUT says which text of which language is wrong, and how. */
export function readTemplateDraft(draft: unknown): TemplateDraft {
  const parsed = shape.safeParse(draft);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  const { place, placeId } = parsed.data;
  if ((place === 'TENANT') !== (placeId === null))
    throw new AppError('BAD_USER_INPUT', 'Name the team or the node of the policy, and neither for everybody.');
  const [fault] = faultsOf(parsed.data.texts);
  if (fault) throw new AppError('BAD_USER_INPUT', `${fault.language}, ${fault.part}: ${fault.message}`);
  if (Object.values(parsed.data.texts).every((text) => !text.subject && !text.body))
    throw new AppError('BAD_USER_INPUT', 'Write at least one of its texts.');
  return parsed.data;
}

/** What is wrong with texts, each with where it is. */
export function faultsOf(given: TemplateTexts): { language: string; part: string; message: string }[] {
  return languages.flatMap((language) =>
    (['subject', 'body'] as const).flatMap((name) => {
      const text = given[language]?.[name];
      const message = text === undefined ? null : findFault(text);
      return message === null ? [] : [{ language, part: name, message }];
    }),
  );
}
