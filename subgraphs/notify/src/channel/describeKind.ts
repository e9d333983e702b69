import type { Language } from '#contracts/directory';
import { z } from 'zod';
import type { ChannelKindEntry, Text } from '../channels/channelKind.ts';
import { channelKinds } from '../channels/channelKinds.ts';
import type { ChannelKindType } from './channel.type.ts';

/** All kinds of channels as forms need them, in a language. Pure. */
export function describeKinds(language: Language): ChannelKindType[] {
  const say = ([english, chinese]: Text) => (language === 'zh-Hant' ? chinese : english);
  return Object.entries(channelKinds).map(([kind, entry]) => ({
    kind,
    label: say(entry.label),
    help: say(entry.help),
    fields: fieldsOf(entry, say),
    address: entry.address && { label: say(entry.address.label), help: say(entry.address.help), secret: entry.address.secret },
    ratePerMinute: entry.ratePerMinute,
    answers: entry.answers,
    updatesInPlace: entry.updatesInPlace,
  }));
}

function fieldsOf({ fields, generate }: ChannelKindEntry, say: (text: Text) => string): ChannelKindType['fields'] {
  const generated = new Set(Object.keys(generate()));
  return Object.entries(fields).map(([name, { schema, label, help, secret, long = false }]) => ({
    name,
    label: say(label),
    help: say(help),
    secret,
    long,
    generated: generated.has(name),
    required: !schema.safeParse(undefined).success && !generated.has(name),
    // What is read out of a text (a number, a list) is still typed as one.
    schema: z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
  }));
}
