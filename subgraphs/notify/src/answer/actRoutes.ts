import type { HttpRequest, HttpResponse, Route } from '#kit/serve';
import { z } from 'zod';
import type { NotifyPlatform } from '../context.ts';
import { noticeLanguage } from '../notice/notice.ts';
import { answerNotice } from './answerNotice.ts';
import { sayOutcome, answerWordsOf } from './answerWords.ts';
import { answerActions } from '../message/message.ts';
import { composePage } from './composePage.ts';
import { readNoticeByToken } from './readNotice.ts';

const action = z.enum(answerActions);

/**
 * `/notify/act/{token}`, the link in mails and short messages. Reading it changes nothing, since mail servers and chats open links to look at them; its buttons
 * post the answer, in the name of the person whom the notice was for.
 */
export function actRoutes(platform: NotifyPlatform): Route[] {
  return [
    { method: 'GET', path: '/notify/act/:token', handle: (request) => showPage(platform, request) },
    { method: 'POST', path: '/notify/act/:token', handle: (request) => takeAnswer(platform, request) },
  ];
}

async function showPage(platform: NotifyPlatform, { params, headers }: HttpRequest): Promise<HttpResponse> {
  const read = await readNoticeByToken(platform, params['token'] ?? '');
  if ('reason' in read) return nothingHere(read.reason, headers['accept-language']);
  const { delivery, message } = read.found;
  const language = noticeLanguage.parse(delivery.language);
  const isOver = message === null || message.actions.length === 0;
  return composePage({
    status: 200,
    language,
    message,
    said: isOver ? answerWordsOf(language).outcomes[delivery.event === 'approval' ? 'approval_over' : 'closed'] : null,
  });
}

async function takeAnswer(platform: NotifyPlatform, { params, headers, text }: HttpRequest): Promise<HttpResponse> {
  const form = new URLSearchParams(await text(1_024));
  const read = await readNoticeByToken(platform, params['token'] ?? '');
  if ('reason' in read) return nothingHere(read.reason, headers['accept-language']);
  const { delivery, message } = read.found;
  const language = noticeLanguage.parse(delivery.language);
  const wanted = action.safeParse(form.get('action'));
  const { personId } = delivery;
  if (!wanted.success || personId === null)
    return composePage({ status: 400, language, message, said: answerWordsOf(language).outcomes.unknown_notice });
  const answered = await answerNotice(platform, { delivery, personId, action: wanted.data });
  const { reason } = answered;
  const status = reason === 'taken' ? 200 : reason === 'not_allowed' || reason === 'out_of_scope' ? 403 : 409;
  return composePage({ status, language, message, said: sayOutcome(answered, wanted.data, language) });
}

/** Whose notice it was is not known, so the browser says the language. */
function nothingHere(reason: 'expired' | 'unknown_notice', accepted: string | undefined): HttpResponse {
  const language = /^\s*zh/i.test(accepted ?? '') ? 'zh-Hant' : 'en-US';
  return composePage({ status: reason === 'expired' ? 410 : 404, language, message: null, said: answerWordsOf(language).outcomes[reason] });
}
