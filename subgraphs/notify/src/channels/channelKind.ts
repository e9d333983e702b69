import type { IncidentFacts } from '#contracts/events';
import type { Outbound } from '#kit/outbound';
import { z } from 'zod';
import { type AttemptJudgement, judgeOutcome } from '../delivery/judgeAttempt.ts';
import type { Message } from '../message/message.ts';
import type { NoticeImportance } from '../notice/notice.ts';
import type { NoticeEvent } from '../notice/noticeEvent.ts';

/** What forms show, in both languages. */
export type Text = readonly [english: string, chinese: string];

/** One thing that a channel of a kind has to be told. What is secret is sealed, and never shown again. */
export type Field<Schema extends z.ZodType = z.ZodType> = {
  schema: Schema;
  secret: boolean;
  label: Text;
  help: Text;
  /** Several lines of text. */
  long?: boolean;
};
export type Fields = Record<string, Field>;

/** All fields of a channel, secrets included, as its code reads them. */
export type SettingsOf<F extends Fields> = { [Name in keyof F]: z.output<F[Name]['schema']> };

/** A field that may be shown. */
export function field<Schema extends z.ZodType>(schema: Schema, label: Text, help: Text, look: { long?: boolean } = {}): Field<Schema> {
  return { schema, secret: false, label, help, ...look };
}

/** A field that is sealed. */
export function secret<Schema extends z.ZodType>(schema: Schema, label: Text, help: Text, look: { long?: boolean } = {}): Field<Schema> {
  return { schema, secret: true, label, help, ...look };
}

/** What a kind of channel is given to send with. `source` names this platform; `timeoutMs` is for the whole attempt. */
export type Sending = {
  outbound: Outbound;
  source: string;
  timeoutMs: number;
  /** Where services reach what notify serves for one channel or one answer, by the path below `/notify`; null without PUBLIC_URL. */
  callback: (path: string) => string | null;
};

/** One attempt of one notice. */
export type Outgoing<Settings> = {
  id: string;
  channelId: string;
  /** Number of this attempt, from 1. */
  attempt: number;
  takenAt: Date;
  createdAt: Date;
  event: NoticeEvent;
  /** Null for what is about no incident. */
  incident: IncidentFacts | null;
  importance: NoticeImportance;
  message: Message;
  settings: Settings;
  /** The address of the person's contact that it goes to; null for the channel's own place. */
  address: string | null;
  /** What the service called the first message of the same conversation; null when there is none. */
  root: string | null;
  /** Names the conversation: the same for all its messages. */
  conversation: string;
  /** Proves an answer to this notice; only where there is somebody of whom it would be. */
  answerToken: string | null;
};

/** What a contact of a kind is: how people are addressed through it. */
export type AddressForm = {
  schema: z.ZodType<string>;
  label: Text;
  help: Text;
  /** Whoever has the address can reach the person unasked, so that it is sealed. */
  secret: boolean;
};

type KindSpec<F extends Fields> = {
  label: Text;
  /** What it is for and what to make at the provider first. */
  help: Text;
  fields: F;
  /** How people are addressed; null for a kind that knows only the place it is set to. */
  address: AddressForm | null;
  /** The fixed place that the settings name, as it may be shown, from those that are no secret; null when they name none and it only reaches people. */
  place: (settings: Partial<SettingsOf<F>>) => string | null;
  /** Addresses that it connects to, for a first look before they are kept; by default every address among the settings. */
  targets?: (settings: Record<string, unknown>) => string[];
  /** Attempts a minute that the service takes, where it says; a channel may be set to fewer. */
  ratePerMinute: number | null;
  /** How its messages are answered: by buttons or keys of their own, or by a link to a page of ours. */
  answers: 'buttons' | 'keypad' | 'link' | 'none';
  /** What happens to an incident is shown in the message that announced it. */
  updatesInPlace: boolean;
  /** Its readers are people, who in a flood are told of many incidents in one message; a program wants each by itself. */
  groups: boolean;
  /** Makes what nobody has to think up, such as signing secrets, where it is not given. */
  generate?: () => Partial<Record<keyof F, string>>;
  /** Tells the service where we are reached; done before a test. */
  prepare?: (settings: SettingsOf<F>, channel: { id: string }, sending: Sending) => Promise<AttemptJudgement>;
  send: (outgoing: Outgoing<SettingsOf<F>>, sending: Sending) => Promise<AttemptJudgement>;
};

/** A kind of channel without its own types: what it is told is checked at its door. */
export type ChannelKindEntry = Omit<KindSpec<Fields>, 'place' | 'send' | 'prepare' | 'generate' | 'targets'> & {
  generate: () => Record<string, string>;
  place: (config: unknown) => string | null;
  targets: (settings: Record<string, unknown>) => string[];
  prepare: ((settings: unknown, channel: { id: string }, sending: Sending) => Promise<AttemptJudgement>) | null;
  send: (outgoing: Outgoing<unknown>, sending: Sending) => Promise<AttemptJudgement>;
};

/**
 * Makes a kind of channel. An attempt whose channel or contact does not say what the kind needs (a row of an earlier release, a contact of another kind) is
 * `misconfigured`: sending it again would change nothing.
 */
export function defineKind<F extends Fields>(spec: KindSpec<F>): ChannelKindEntry {
  const shape = z.object(Object.fromEntries(Object.entries(spec.fields).map(([name, { schema }]) => [name, schema])));
  const shown = z.object(
    Object.fromEntries(Object.entries(spec.fields).flatMap(([name, { schema, secret }]) => (secret ? [] : [[name, schema.optional()]]))),
  );
  const { prepare } = spec;
  return {
    ...spec,
    generate: () => (spec.generate?.() ?? {}) as Record<string, string>,
    place: (config) => spec.place(shown.catch({}).parse(config) as Partial<SettingsOf<F>>),
    targets: spec.targets ?? addressesAmong,
    prepare: prepare ? (settings, channel, sending) => prepare(shape.parse(settings) as SettingsOf<F>, channel, sending) : null,
    async send(outgoing, sending) {
      const settings = shape.safeParse(outgoing.settings);
      if (!settings.success) return judgeOutcome('misconfigured', { detail: z.prettifyError(settings.error) });
      const parsed = settings.data as SettingsOf<F>;
      if (outgoing.address === null && spec.place(parsed) === null) {
        return judgeOutcome('misconfigured', { detail: 'The channel names no place of its own, and the notice no contact.' });
      }
      if (outgoing.address !== null) {
        const address = spec.address?.schema.safeParse(outgoing.address) ?? { success: false };
        if (!address.success) return judgeOutcome('misconfigured', { detail: 'The contact is not an address of this kind of channel.' });
      }
      return spec.send({ ...outgoing, settings: parsed }, sending);
    },
  };
}

function addressesAmong(settings: Record<string, unknown>): string[] {
  return Object.values(settings).filter((value): value is string => typeof value === 'string' && /^https?:/i.test(value));
}
