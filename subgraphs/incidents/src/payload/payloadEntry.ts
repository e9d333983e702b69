import type { PayloadOrigin } from '#prisma/generated/client';
import { isUuid } from '../isUuid.ts';
import type { PayloadOutcome } from './payload.type.ts';

/** A row of the payload log: a request that was taken, or refused. */
export type PayloadEntry = {
  id: string;
  at: Date;
  integrationId: string;
  outcome: PayloadOutcome;
  origin: PayloadOrigin;
  alertCount: number;
  code: string | null;
  message: string | null;
  times: number;
  bodyBytes: number;
};

/** Where an entry stands: its table, and its key there, to which the time belongs. */
export type PayloadPlace = Pick<PayloadEntry, 'id' | 'at' | 'outcome'>;

/** The one id by which the public graph knows an entry. */
export function payloadIdOf({ id, at, outcome }: PayloadPlace): string {
  return `${outcome === 'ACCEPTED' ? 'a' : 'r'}${at.getTime().toString(36)}.${id}`;
}

/** The place that an id names; null for what is no such id. */
export function placeOf(publicId: string): PayloadPlace | null {
  const [, letter, time = '', id = ''] = /^([ar])([0-9a-z]{1,9})\.(.+)$/.exec(publicId) ?? [];
  if (letter === undefined || !isUuid(id)) return null;
  return { id, at: new Date(parseInt(time, 36)), outcome: letter === 'a' ? 'ACCEPTED' : 'REFUSED' };
}
