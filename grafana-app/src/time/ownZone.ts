import { getTimeZone } from '@grafana/data';

/** The time zone that the person has chosen in Grafana, by its IANA name; that of the browser where nothing else was chosen. */
export function ownZone(): string {
  const chosen = getTimeZone();
  return chosen === 'browser' || chosen === ''
    ? Intl.DateTimeFormat().resolvedOptions().timeZone
    : chosen === 'utc'
      ? 'UTC'
      : chosen;
}
