import { pino, type Logger } from 'pino';

export type Log = Logger;

/** JSON lines on standard error, so that standard output stays the launcher's. Secrets never enter a log call; these are the net. */
export function createLog(name: string, level = 'info'): Log {
  return pino({ name, level, redact: ['authorization', 'token', 'secret', '*.authorization', '*.token', '*.secret'] }, pino.destination(2));
}
