import type { NoticeTemplateInput, TemplatePlace, TemplateRowFragment } from '../../api/generated/graphql';

/** The languages that notices are written in. */
export const noticeLanguages = ['en-US', 'zh-Hant'] as const;
export type NoticeLanguage = (typeof noticeLanguages)[number];

/** A template as the form has it: every text of every language, empty for what is inherited. */
export interface TemplateDraft {
  place: TemplatePlace;
  placeId: string | null;
  channelKind: string | null;
  event: string;
  texts: Record<NoticeLanguage, { subject: string; body: string }>;
}

/** The form of a template, or of a new one. */
export function draftOf(template: TemplateRowFragment | undefined): TemplateDraft {
  const textOf = (language: NoticeLanguage) => {
    const found = template?.texts.find((text) => text.language === language);
    return { subject: found?.subject ?? '', body: found?.body ?? '' };
  };
  return {
    place: template?.place ?? 'TENANT',
    placeId: template?.placeId ?? null,
    channelKind: template?.channelKind ?? null,
    event: template?.event ?? 'opened',
    texts: { 'en-US': textOf('en-US'), 'zh-Hant': textOf('zh-Hant') },
  };
}

/** A form as it is sent; empty texts are left out, so that they are inherited. */
export function toInput({ texts, ...draft }: TemplateDraft): NoticeTemplateInput {
  return {
    ...draft,
    texts: noticeLanguages.flatMap((language) => {
      const { subject, body } = texts[language];
      const isEmpty = subject.trim() === '' && body.trim() === '';
      return isEmpty ? [] : [{ language, subject: subject.trim() || null, body: body.trim() || null }];
    }),
  };
}
