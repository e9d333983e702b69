import { StartRefused, type Refusal } from '../refused.ts';

const signs: { sign: RegExp; refusal: Refusal; says: (place: string) => string }[] = [
  {
    sign: /No space left on device|disk quota exceeded/i,
    refusal: 'DISK_FULL',
    says: (place) => `The disk that holds ${place} is full: free some space and start again.`,
  },
  {
    sign: /Address already in use|could not create any TCP\/IP sockets/i,
    refusal: 'PORT_TAKEN',
    says: () => 'The port of the embedded PostgreSQL is taken by another program: stop that program, or let the platform choose a free port.',
  },
  {
    sign: /Permission denied|Read-only file system/,
    refusal: 'UNWRITABLE',
    says: (place) => `PostgreSQL may not write to ${place}: change its owner, or set DATA_DIR to another folder.`,
  },
  {
    sign: /pre-existing shared memory block/,
    refusal: 'DATABASE_BUSY',
    says: (place) => `Processes of an earlier PostgreSQL still use ${place}: start again in a few seconds.`,
  },
  {
    sign: /error while loading shared libraries|cannot execute binary|spawn(?:Sync)? \S+ E(?:NOENT|NOEXEC)/,
    refusal: 'UNSUPPORTED_PLATFORM',
    says: () => "npm's PostgreSQL does not run on this system: set DATABASE_URL to a PostgreSQL server of your own.",
  },
];

/**
 * The refusal that says in one sentence why PostgreSQL ended, read from what it printed. What no sign matches is told with the
 * log's last lines, so that nothing is hidden.
 */
export function explainLog(log: string, place: string, cause?: Error): StartRefused {
  const text = cause === undefined ? log : `${log}\n${String(cause)}`;
  const known = signs.find(({ sign }) => sign.test(text));
  if (known !== undefined) return new StartRefused(known.refusal, known.says(place), { cause: cause ?? new Error(log) });
  const last = text.trim().split('\n').slice(-5).join(' | ');
  return new StartRefused('DATABASE_BROKEN', `PostgreSQL did not start on ${place}: ${last}`, { cause: cause ?? new Error(log) });
}
