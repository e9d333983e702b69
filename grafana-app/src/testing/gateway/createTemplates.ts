import { GraphQLError } from 'graphql';
import type { NoticeTemplateInput, PreviewNoticeQuery } from '../../api/generated/graphql';
import { connection, type Paging } from './connection';
import { ada } from './samples';

type Text = { language: string; subject: string | null; body: string | null };

/** A template with all it was. */
export interface TemplateRecord extends Omit<NoticeTemplateInput, 'texts'> {
  id: string;
  version: number;
  texts: Text[];
  versions: Array<{ version: number; at: string; note: string | null; texts: Text[] }>;
}

/** The templates of the fake platform; its preview fills in titles only, and faults whatever says `titel`. */
export function createTemplates(allow: (permission: string) => void) {
  const own: { rows: TemplateRecord[] } = { rows: [] };
  const now = new Date().toISOString();
  const view = (row: TemplateRecord) => ({
    ...{ placeId: null, channelKind: null, updatedAt: now, updatedBy: ada },
    ...row,
    versions: row.versions.map((version) => ({ ...version, author: ada })),
  });
  const textsOf = ({ texts }: NoticeTemplateInput): Text[] =>
    texts.map(({ language, subject, body }) => ({ language, subject: subject ?? null, body: body ?? null }));
  const put = (row: TemplateRecord) => {
    own.rows = [...own.rows.filter(({ id }) => id !== row.id), row];
    return view(row);
  };
  const find = (id: string): TemplateRecord => {
    const row = own.rows.find((other) => other.id === id);
    if (row === undefined) {
      throw new GraphQLError(`There is no template ${id}.`, { extensions: { code: 'NOT_FOUND' } });
    }
    return row;
  };
  const root = {
    noticeTemplates: (paging: Paging) => connection(own.rows.map(view), paging),
    templateVariables: () => [
      { path: 'incident.title', type: 'text', english: 'Title of the incident', chinese: '事件標題' },
    ],
    previewNotice: ({
      input,
      language,
    }: {
      input: NoticeTemplateInput;
      language: string;
    }): PreviewNoticeQuery['previewNotice'] => {
      const text = textsOf(input).find((each) => each.language === language);
      const faults = (['subject', 'body'] as const).flatMap((part) =>
        text?.[part]?.includes('titel') ? [{ language, part, message: 'There is no variable incident.titel.' }] : []
      );
      const fill = (part: string | null | undefined) =>
        part?.replaceAll('{{ incident.title }}', 'Checkout answers slowly');
      return {
        ...{ tone: 'critical', actions: ['Acknowledge'], link: 'Open the incident', failure: null, faults },
        subject: fill(text?.subject) ?? '[Triggered] Checkout answers slowly',
        text: fill(text?.body) ?? null,
        facts: text?.body ? [] : [{ label: 'Severity', value: 'Critical' }],
      };
    },
    saveNoticeTemplate: ({
      input,
      expectedVersion,
      note,
    }: {
      input: NoticeTemplateInput;
      expectedVersion: number;
      note?: string | null;
    }) => {
      allow('templates:manage');
      const before = own.rows.find(({ event, place }) => event === input.event && place === input.place);
      const version = expectedVersion + 1;
      const texts = textsOf(input);
      const kept = { version, at: now, note: note ?? null, texts };
      const id = before?.id ?? `template-${own.rows.length + 1}`;
      return put({ ...input, id, version, texts, versions: [kept, ...(before?.versions ?? [])] });
    },
    restoreNoticeTemplate: ({ id, version }: { id: string; version: number }) => {
      const row = find(id);
      const texts = row.versions.find((each) => each.version === version)?.texts ?? [];
      const next = row.version + 1;
      return put({
        ...row,
        version: next,
        texts,
        versions: [{ version: next, at: now, note: null, texts }, ...row.versions],
      });
    },
    deleteNoticeTemplate: ({ id }: { id: string }) => {
      const row = find(id);
      own.rows = own.rows.filter((other) => other.id !== id);
      return view(row);
    },
  };
  return { root, own };
}
