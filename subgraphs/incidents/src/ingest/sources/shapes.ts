import type { Labels } from '#contracts/words';
import { z } from 'zod';

/** Building blocks that the payloads of Prometheus' family share. */

/**
 * Labels and annotations: an object of texts. Any UTF-8 name is a label name, `__proto__` too, which is why this checks the
 * parsed object and passes it on instead of copying it into a new one, as a record would.
 */
export const labels = z.custom<Labels>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((text) => typeof text === 'string'),
  {
    error: 'expected an object whose values are all strings',
  },
);

/** Times outside this range are not meant: Go's zero time is how Prometheus' family says "none", and PostgreSQL cannot hold the others. */
const earliest = Date.parse('0001-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T23:59:59.999Z');

/** An RFC 3339 time of any precision; null for the zero time and what lies outside the calendar. */
export const moment = z.iso.datetime({ offset: true }).transform((text) => {
  const time = Date.parse(text);
  return time > earliest && time <= latest ? new Date(time) : null;
});

/** A link; an empty one is none. */
export const link = z.string().transform((text) => (text === '' ? null : text));

/** A time as people's own code writes it: whatever JavaScript reads; null for what it cannot, and what lies outside the calendar. */
export const looseMoment = z.string().transform((text) => {
  const time = Date.parse(text);
  return time > earliest && time <= latest ? new Date(time) : null;
});
