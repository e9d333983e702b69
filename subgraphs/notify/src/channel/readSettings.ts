import { AppError } from '#kit/errors';
import type { Outbound } from '#kit/outbound';
import type { Prisma } from '#prisma/generated/client';
import { z } from 'zod';
import type { ChannelKindEntry } from '../channels/channelKind.ts';
import type { ChannelSecrets } from './channelSecrets.ts';

/** What a form sends: fields by name; null, or an empty text, takes one away. */
const settingsInput = z.record(z.string(), z.json());

/** What a channel's row keeps of its settings, secrets apart. */
export const storedConfig = settingsInput;

/** The settings of a channel as its row keeps them: what may be shown, and what is to be sealed. */
export type Settings = { config: Prisma.InputJsonObject; secrets: ChannelSecrets };

/**
 * Reads what was given for a kind of channel on top of what is kept already. BAD_USER_INPUT has a line `field: what is wrong` for each field; TARGET_REFUSED
 * for an address that could never be sent to.
 */
export function readSettings(kind: ChannelKindEntry, given: unknown, kept: Settings, outbound: Outbound): Settings {
  const wanted = settingsInput.safeParse(given);
  if (!wanted.success) throw new AppError('BAD_USER_INPUT', 'settings: an object of fields.', { cause: wanted.error });
  const unknown = Object.keys(wanted.data).filter((name) => !(name in kind.fields));
  if (unknown.length > 0) throw new AppError('BAD_USER_INPUT', unknown.map((name) => `${name}: this kind of channel has no such field.`).join('\n'));

  const all: Record<string, Prisma.InputJsonValue | null | undefined> = { ...kept.config, ...kept.secrets };
  for (const [name, value] of Object.entries(wanted.data)) {
    if (value === null || value === '') delete all[name];
    else all[name] = value;
  }
  const parsed = z.object(shapeOf(kind)).safeParse(all);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(
      ({ path, message, code }) => `${String(path[0])}: ${code === 'invalid_type' && !(String(path[0]) in all) ? 'This is needed.' : message}`,
    );
    throw new AppError('BAD_USER_INPUT', lines.join('\n'), { cause: parsed.error });
  }
  for (const target of kind.targets(all)) outbound.checkTarget(target);
  // As it was written and not as it was read, so that a form shows again what somebody typed; defaults are filled when it is read.
  const entries = Object.entries(all);
  return {
    config: Object.fromEntries(entries.filter(([name]) => kind.fields[name]?.secret === false)),
    secrets: Object.fromEntries(
      entries
        .filter(([name]) => kind.fields[name]?.secret === true)
        .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
    ),
  };
}

function shapeOf({ fields }: ChannelKindEntry): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema]));
}
