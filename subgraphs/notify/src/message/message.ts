import type { Language } from '#contracts/directory';
import type { NoticeEvent } from '../notice/noticeEvent.ts';

/** What a person can answer a message with. */
export const answerActions = ['acknowledge', 'resolve', 'approve', 'reject'] as const;
export type AnswerAction = (typeof answerActions)[number];

/**
 * What a notice says, in the reader's language and before any service's form: each kind of channel takes what it has room for. Everything is plain text.
 */
export type Message = {
  event: NoticeEvent;
  language: Language;
  /** What happened, in a few words: "Triggered", "Nobody has answered yet". */
  headline: string;
  /** What it is about: "#7 Disk of db-1 is full". */
  title: string;
  /** Headline and title in one line. */
  subject: string;
  /** Free text: a note, a code, the lines of a digest; may have several lines. */
  text: string | null;
  facts: { label: string; value: string }[];
  /** How much it asks for attention: open by severity, on its way, or over. */
  tone: 'critical' | 'high' | 'medium' | 'low' | 'info' | 'acknowledged' | 'resolved' | 'neutral';
  /** The incident's page. */
  page: { label: string; url: string } | null;
  /** A page of one's own on which to answer; whoever has the address may. */
  answer: { label: string; url: string } | null;
  /** Answers that make sense now, for services with buttons. */
  actions: { action: AnswerAction; label: string }[];
};

/** Colours of the tones, as chats and mails show them; Grafana's own. */
export const toneColors: Record<Message['tone'], string> = {
  critical: '#e02f44',
  high: '#ff780a',
  medium: '#f2cc0c',
  low: '#73bf69',
  info: '#5794f2',
  acknowledged: '#8f3bb8',
  resolved: '#56a64b',
  neutral: '#8e8e8e',
};
