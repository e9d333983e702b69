import type { Labels } from '#contracts/words';
import { type Json, textOf } from '#kit/expression';
import { repairText } from '../repairText.ts';

/** What a format leaves to its senders: custom_details, details, data. */
export type Details = { [name: string]: Json };

/** Deeper than this nobody reads, and some code that walks it would run out of stack. */
const deepest = 20;

/** The part of a payload that is its sender's own, fit to be stored: an object as it is, anything else under the part's name. */
export function openDetails(value: unknown, name: string): Details {
  if (value === null || value === undefined) return {};
  const json = storable(value, 0);
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : { [name]: json };
}

function storable(value: unknown, depth: number): Json {
  if (typeof value === 'string') return repairText(value, '', []);
  if (typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= deepest) return '…';
  if (Array.isArray(value)) return value.map((element) => storable(element, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [repairText(name, '', []), storable(field, depth + 1)]));
}

/** Longest text that is taken for the name of something. */
const longestLabel = 200;

/**
 * Sorts what a sender added: a short text of one line names something, a service or a region, and becomes a label, so that routes and silences can
 * match it; a number is a measurement, and like everything long or nested it becomes an annotation.
 */
export function sortDetails(details: Details): { labels: Labels; annotations: Labels } {
  const entries = Object.entries(details).filter(([name, value]) => name !== '' && value !== null && value !== '');
  return { labels: texts(entries.filter(isName)), annotations: texts(entries.filter((entry) => !isName(entry))) };
}

function isName([name, value]: [string, Json]): boolean {
  return name.length <= longestLabel && typeof value === 'string' && value.length <= longestLabel && !/[\r\n]/.test(value);
}

function texts(entries: readonly [string, Json][]): Labels {
  return Object.fromEntries(entries.map(([name, value]) => [name, textOf(value)]));
}

/** Those of a format's own fields that say something. */
export function present(fields: Record<string, string | null | undefined>): Labels {
  return Object.fromEntries(Object.entries(fields).filter((field): field is [string, string] => Boolean(field[1])));
}
