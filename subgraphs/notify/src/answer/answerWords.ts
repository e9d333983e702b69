import type { Language } from '#contracts/directory';
import type { AnswerAction } from '../message/message.ts';
import type { Answered, AnswerOutcome } from './judgeAnswer.ts';

/** What answers are told, and what the page on which one answers says. */
export type AnswerWords = {
  outcomes: Record<Exclude<AnswerOutcome, 'taken'>, string>;
  taken: Record<AnswerAction, string>;
  /** Of several incidents: how many were taken, and how many of all were not. */
  takenOfMany: (taken: number, left: number) => string;
  ask: string;
  done: string;
};

const english: AnswerWords = {
  taken: {
    acknowledge: 'Acknowledged. It is yours now.',
    resolve: 'Resolved. Thank you.',
    approve: 'Approved. Thank you.',
    reject: 'Rejected. The run does not go on.',
  },
  takenOfMany: (taken, left) =>
    `Acknowledged ${taken}. ${taken === 1 ? 'It is' : 'They are'} yours now.${left === 0 ? '' : ` ${left} stayed as ${left === 1 ? 'it was' : 'they were'}: somebody has them, they are over, or they are not yours to take.`}`,
  outcomes: {
    answered_before: 'This has been answered before; nothing was changed.',
    already_acknowledged: 'Somebody has acknowledged it already.',
    closed: 'This incident is over.',
    not_allowed: 'You may not do this. Ask an administrator for the right.',
    out_of_scope: 'This incident is outside of what you may act on, so nothing was changed. Tell whoever is on call, or ask an administrator.',
    unknown_person: 'We do not know who you are here. Enter this account among your contacts, and try again.',
    expired: 'This link is too old. Open the incident instead.',
    unknown_notice: 'This link leads nowhere.',
    own_request: 'You asked for this run yourself: somebody else has to agree to it.',
    not_in_team: 'This is for people of another team to answer.',
    approval_over: 'Nothing is asked any more: others have answered, or the time is over.',
  },
  ask: 'Nothing has happened yet. What do you want to do?',
  done: 'You can close this page.',
};

const chinese: AnswerWords = {
  taken: { acknowledge: '已確認，此事件現在由您處理。', resolve: '已解決，謝謝您。', approve: '已核准，謝謝您。', reject: '已拒絕，不會繼續執行。' },
  takenOfMany: (taken, left) =>
    `已確認 ${taken} 個事件，現在由您處理。${left === 0 ? '' : `另有 ${left} 個未變更：已有人處理、已結束，或不在您的權限內。`}`,
  outcomes: {
    answered_before: '先前已回應過，未做任何變更。',
    already_acknowledged: '已有人確認此事件。',
    closed: '此事件已結束。',
    not_allowed: '您沒有執行此操作的權限，請洽管理員。',
    out_of_scope: '此事件不在您可處理的範圍內，未做任何變更。請通知值班人員或洽管理員。',
    unknown_person: '無法辨識您的身分。請先將此帳號加入您的聯絡方式，再試一次。',
    expired: '此連結已過期，請改為開啟事件頁面。',
    unknown_notice: '此連結無效。',
    own_request: '此次執行由您提出，須由其他人核准。',
    not_in_team: '須由其他團隊的人員回應。',
    approval_over: '已不需回應：其他人已回應，或已超過期限。',
  },
  ask: '尚未執行任何動作，您想要：',
  done: '您可以關閉此頁面。',
};

/** The words of a language. */
export function answerWordsOf(language: Language): AnswerWords {
  return { 'en-US': english, 'zh-Hant': chinese }[language];
}

/** What became of an answer, in words. */
export function sayOutcome({ reason, taken: count, of }: Answered, action: AnswerAction, language: Language): string {
  const { taken, takenOfMany, outcomes } = answerWordsOf(language);
  if (reason !== 'taken') return outcomes[reason];
  return of === 1 ? taken[action] : takenOfMany(count, of - count);
}
