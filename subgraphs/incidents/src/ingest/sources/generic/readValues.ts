import type { AlertStatus, Labels } from '#contracts/words';
import { type Json, textOf } from '#kit/expression';

/** What a value that a mapping gave cannot be taken for. */
export class Unreadable extends Error {}

const endWords = words(
  'resolved resolve ok okay closed close inactive recovered recovery recover normal up success succeeded clear cleared healthy green end ended done false 0',
);
const firingWords = words(
  'firing fire alerting alert open opened new triggered trigger problem active critical error warning warn failed failure fail down unhealthy red start started true 1 acknowledged suppressed maintenance pending',
);

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

/** Whether an alert holds: a flag, or a word that monitoring systems use. What somebody acknowledged or muted still holds. */
export function readStatus(value: Json): AlertStatus {
  const word = textOf(value).trim().toLowerCase();
  if (endWords.has(word)) return 'RESOLVED';
  if (firingWords.has(word)) return 'FIRING';
  throw new Unreadable(`"${word.slice(0, 50)}" is no status: expected true or false, or a word such as firing, problem, resolved or ok`);
}

/** A text, or null where there is none. */
export function readText(value: Json): string | null {
  const text = textOf(value).trim();
  return text === '' ? null : text;
}

const earliest = Date.parse('0001-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T23:59:59.999Z');

/** Seconds since 1970 stay below this for thousands of years; milliseconds have been above it since 1973. */
const leastMilliseconds = 100_000_000_000;

/** A time in any usual spelling, or as seconds or milliseconds since 1970; null for none, and for Go's zero time. */
export function readTime(value: Json): Date | null {
  if (value === null || value === '' || value === 0) return null;
  const text = textOf(value).trim();
  const number = Number(text);
  const time = Number.isFinite(number) ? (Math.abs(number) >= leastMilliseconds ? number : number * 1000) : Date.parse(text);
  if (Number.isNaN(time)) throw new Unreadable(`"${text.slice(0, 50)}" is no time: expected ISO 8601, or seconds or milliseconds since 1970`);
  return time > earliest && time <= latest ? new Date(time) : null;
}

/** Entries of a map as texts; those that say nothing are left out. */
export function readEntries(value: Json): Labels {
  if (value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw new Unreadable('expected a map of names and values');
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, entry]) => (name === '' || entry === null || entry === '' ? [] : [[name, textOf(entry)]])),
  );
}
