import type { TimelineEntry } from '#prisma/generated/client';
import { registerEnumType } from 'type-graphql';

export enum TimelineFormat {
  JSON = 'JSON',
  CSV = 'CSV',
}

registerEnumType(TimelineFormat, { name: 'TimelineFormat', description: 'How a story is written down.' });

/** Most entries of one export. */
export const mostExported = 10_000;

const columns = ['at', 'kind', 'actorId', 'text', 'facts'] as const;

/** A story as a text to keep: JSON as an array of entries, or CSV (RFC 4180) that spreadsheets open without running anything. Pure. */
export function formatTimeline(entries: readonly TimelineEntry[], format: TimelineFormat): string {
  const rows = entries.map(({ at, kind, actorId, text, facts }) => ({ at: at.toISOString(), kind, actorId, text, facts }));
  if (format === TimelineFormat.JSON) return JSON.stringify(rows, null, 2);
  const lines = rows.map((row) => columns.map((name) => cell(name === 'facts' ? JSON.stringify(row.facts) : row[name])).join(','));
  return `${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

/** A spreadsheet takes a text that begins like a formula for one; the apostrophe makes it a text. */
function cell(value: string | null): string {
  if (value === null || value === '') return '';
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
