import type { Matcher } from '#contracts/matcher';
import type { Labels } from '#contracts/words';
import { z } from 'zod';

/** Shapes of Alertmanager's API v2 (prometheus/alertmanager, api/v2/openapi.yaml, 0.31), in its words and its order. */

/** A matcher as the API has it; `isEqual` is younger than the others and true where it is left out. */
export const apiMatcher = z
  .object({ name: z.string(), value: z.string(), isRegex: z.boolean(), isEqual: z.boolean().default(true) })
  .transform(({ name, value, isRegex, isEqual }): Matcher => ({ name, value, op: isRegex ? (isEqual ? '=~' : '!~') : isEqual ? '=' : '!=' }));

/** What a client posts to make a silence, or with an `id` to change one. */
export const postableSilence = z.object({
  id: z.string().nullish(),
  matchers: z.array(apiMatcher).min(1),
  startsAt: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  endsAt: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  createdBy: z.string(),
  comment: z.string(),
  annotations: z.record(z.string(), z.string()).nullish(),
});

export type ApiMatcher = { name: string; value: string; isRegex: boolean; isEqual: boolean };

export type GettableSilence = {
  id: string;
  status: { state: 'active' | 'pending' | 'expired' };
  updatedAt: string;
  comment: string;
  createdBy: string;
  endsAt: string;
  startsAt: string;
  matchers: ApiMatcher[];
  annotations: Labels;
};

export type GettableAlert = {
  annotations: Labels;
  endsAt: string;
  fingerprint: string;
  receivers: { name: string }[];
  startsAt: string;
  status: { inhibitedBy: string[]; mutedBy: string[]; silencedBy: string[]; state: 'active' | 'suppressed' | 'unprocessed' };
  updatedAt: string;
  generatorURL?: string;
  labels: Labels;
};

export type AlertGroup = { alerts: GettableAlert[]; labels: Labels; receiver: { name: string } };

export function toApiMatcher({ name, value, op }: Matcher): ApiMatcher {
  return { name, value, isRegex: op === '=~' || op === '!~', isEqual: op === '=' || op === '=~' };
}
