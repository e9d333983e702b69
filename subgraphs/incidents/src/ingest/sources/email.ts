import type { SourceAlert } from '../receivedAlert.ts';
import { repairLabels } from '../repairText.ts';
import { present } from './details.ts';

/** What is read of a mail. */
export type Mail = {
  subject: string;
  /** Its text, or what its HTML says. */
  text: string;
  /** Address of the sender. */
  from: string | null;
  messageId: string | null;
  date: Date | null;
};

/** Words that say in a subject where an alert stands: alone, or in brackets with a count (`[RESOLVED:2]`). Of the plain words only those in capitals count. */
const plainEnds = /\b(?:RESOLVED|OK|CLOSED|RECOVERED|RECOVERY)\b:?/;
const bracketEnds = /\[\s*(?:resolved|ok|closed|recovered|recovery)\s*(?::\s*\d+)?\s*\]/i;
const bracketBegins = /\[\s*(?:firing|alert|alerting|problem|triggered|critical|warning|no data)\s*(?::\s*\d+)?\s*\]/i;
const plainBegins = /\b(?:FIRING|ALERT|ALERTING|PROBLEM|TRIGGERED)\b:?/;
const states = [bracketEnds, bracketBegins, plainEnds, plainBegins].map(({ source, flags }) => new RegExp(source, `${flags}g`));
const replies = /^(?:\s*(?:re|fwd?|aw|wg|回覆|轉寄)\s*[:：])+/i;
const severityWord = /\b(critical|fatal|major|error|warning|minor|info|P[1-5])\b/i;

/** Longest part of a mail's text that is kept with the alert; the body is kept whole. */
const longestText = 20_000;

/**
 * The alert that a mail tells. It is known by its subject without the words that say where it stands, so that `RESOLVED: Disk full` ends `PROBLEM: Disk full`;
 * `fingerprint` names it where the mail answers one that is known.
 */
export function alertOfMail({ subject, text, from, messageId, date }: Mail, now: Date, fingerprint?: string): SourceAlert {
  const ended = isEnd(subject);
  const title = titleOf(subject);
  const repaired: string[] = [];
  const severity = severityWord.exec(subject)?.[1]?.toLowerCase();
  return {
    status: ended ? 'RESOLVED' : 'FIRING',
    ...(fingerprint === undefined ? { key: keyOf(title) } : { fingerprint }),
    labels: repairLabels(present({ alertname: title, from, severity }), 'labels', repaired),
    annotations: repairLabels(present({ description: text.trim().slice(0, longestText), message_id: messageId }), 'annotations', repaired),
    startsAt: ended ? null : (date ?? now),
    endsAt: ended ? (date ?? now) : null,
    generatorUrl: null,
    repaired,
  };
}

/** Whether a subject says that it is over. */
export function isEnd(subject: string): boolean {
  return bracketEnds.test(subject) || plainEnds.test(subject);
}

/** A subject without what says where the alert stands. */
export function titleOf(subject: string): string {
  const rest = states.reduce((text, words) => text.replace(words, ' '), subject.replace(replies, ''));
  return rest.replaceAll(/\s+/g, ' ').replace(/^[\s:：–-]+|[\s:：–-]+$/g, '') || subject.trim() || 'Mail without a subject';
}

function keyOf(title: string): string {
  return `subject ${title.toLowerCase()}`;
}
