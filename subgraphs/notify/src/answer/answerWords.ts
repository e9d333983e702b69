import type { Language } from '#contracts/directory';
import type { AnswerAction } from '../message/message.ts';
import type { AnswerOutcome } from './judgeAnswer.ts';

/** What answers are told, and what the page on which one answers says. */
export type AnswerWords = {
  outcomes: Record<Exclude<AnswerOutcome, 'taken'>, string>;
  taken: Record<AnswerAction, string>;
  ask: string;
  done: string;
};

const english: AnswerWords = {
  taken: { acknowledge: 'Acknowledged. It is yours now.', resolve: 'Resolved. Thank you.' },
  outcomes: {
    answered_before: 'This has been answered before; nothing was changed.',
    already_acknowledged: 'Somebody has acknowledged it already.',
    closed: 'This incident is over.',
    not_allowed: 'You may not do this. Ask an administrator for the right.',
    unknown_person: 'We do not know who you are here. Enter this account among your contacts, and try again.',
    expired: 'This link is too old. Open the incident instead.',
    unknown_notice: 'This link leads nowhere.',
  },
  ask: 'Nothing has happened yet. What do you want to do?',
  done: 'You can close this page.',
};

const chinese: AnswerWords = {
  taken: { acknowledge: '已確認，此事件現在由您處理。', resolve: '已解決，謝謝您。' },
  outcomes: {
    answered_before: '先前已回應過，未做任何變更。',
    already_acknowledged: '已有人確認此事件。',
    closed: '此事件已結束。',
    not_allowed: '您沒有執行此操作的權限，請洽管理員。',
    unknown_person: '無法辨識您的身分。請先將此帳號加入您的聯絡方式，再試一次。',
    expired: '此連結已過期，請改為開啟事件頁面。',
    unknown_notice: '此連結無效。',
  },
  ask: '尚未執行任何動作，您想要：',
  done: '您可以關閉此頁面。',
};

/** The words of a language. */
export function answerWordsOf(language: Language): AnswerWords {
  return { 'en-US': english, 'zh-Hant': chinese }[language];
}

/** What became of an answer, in words. */
export function sayOutcome(outcome: AnswerOutcome, action: AnswerAction, language: Language): string {
  const { taken, outcomes } = answerWordsOf(language);
  return outcome === 'taken' ? taken[action] : outcomes[outcome];
}
