import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ask } from '../../api/ask';
import {
  DeleteNoticeTemplateDocument,
  type NoticeTemplateInput,
  NoticeTemplatesDocument,
  PreviewNoticeDocument,
  RestoreNoticeTemplateDocument,
  SaveNoticeTemplateDocument,
  TemplatePlacesDocument,
  type TemplateRowFragment,
  TemplateVersionsDocument,
} from '../../api/generated/graphql';
import { language as readerLanguage } from '../../api/language';
import { PAGE_SIZE, toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';

const templatesKey = ['noticeTemplates'];
const TYPING_PAUSE_MS = 400;
const MOST = 200;

/** The tenant's own templates. */
export function useTemplates() {
  return usePaged<TemplateRowFragment>([...templatesKey, 'all'], async (after, signal) => {
    const answer = await ask(NoticeTemplatesDocument, { first: PAGE_SIZE, after }, signal);
    return toPage(answer.data.noticeTemplates, answer);
  });
}

/** What forms of templates offer: kinds of channels, nodes of the policy, and what a template may say. */
export function useTemplatePlaces() {
  return useQuery({
    queryKey: [...templatesKey, 'places', readerLanguage()],
    queryFn: async ({ signal }) => (await ask(TemplatePlacesDocument, { language: readerLanguage() }, signal)).data,
    staleTime: 60_000,
  });
}

/** A template as it was saved before, the latest first. */
export function useTemplateVersions(id: string | undefined) {
  return useQuery({
    queryKey: [...templatesKey, 'versions', id],
    queryFn: async ({ signal }) => {
      const { edges } = (await ask(TemplateVersionsDocument, { first: MOST }, signal)).data.noticeTemplates;
      return edges.find(({ node }) => node.id === id)?.node.versions ?? [];
    },
    enabled: id !== undefined,
  });
}

/** What a draft makes of a notice, asked anew when typing pauses. */
export function usePreview(input: NoticeTemplateInput, kind: string, language: string, incidentId: string | null) {
  const key = JSON.stringify({ input, kind, language, incidentId });
  const [asked, setAsked] = useState(key);
  useEffect(() => {
    const pause = setTimeout(() => setAsked(key), TYPING_PAUSE_MS);
    return () => clearTimeout(pause);
  }, [key]);
  return useQuery({
    queryKey: [...templatesKey, 'preview', asked],
    queryFn: async ({ signal }) =>
      (
        await ask(
          PreviewNoticeDocument,
          JSON.parse(asked) as {
            input: NoticeTemplateInput;
            kind: string;
            language: string;
            incidentId: string | null;
          },
          signal
        )
      ).data.previewNotice,
    retry: false,
    placeholderData: (before) => before,
  });
}

/** What can be done to templates; whatever comes of it, they are read again. */
export function useTemplateVerbs() {
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: templatesKey });
  const save = useMutation({
    mutationFn: (variables: { input: NoticeTemplateInput; expectedVersion: number; note: string | null }) =>
      ask(SaveNoticeTemplateDocument, variables),
    onSettled,
  });
  const remove = useMutation({ mutationFn: (id: string) => ask(DeleteNoticeTemplateDocument, { id }), onSettled });
  const restore = useMutation({
    mutationFn: (variables: { id: string; version: number; expectedVersion: number }) =>
      ask(RestoreNoticeTemplateDocument, variables),
    onSettled,
  });
  return { save, remove, restore };
}
