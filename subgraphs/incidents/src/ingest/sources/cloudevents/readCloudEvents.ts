import { AppError } from '#kit/errors';
import { HTTP } from 'cloudevents';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { type Details, openDetails } from '../details.ts';
import { looseMoment } from '../shapes.ts';

const event = z.looseObject({
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  source: z.string().min(1),
  type: z.string().min(1),
  subject: z.string().nullish(),
  time: looseMoment.nullish(),
});

/** A CloudEvent 1.0: its attributes, with extensions among them, and its data as JSON. */
export type CloudEvent = { id: string; source: string; type: string; subject: string | null; time: Date | null; extensions: Details; data: Details };

/** Attributes of the specification; what else stands beside them is an extension. */
const known = new Set(['specversion', 'id', 'source', 'type', 'subject', 'time', 'data', 'datacontenttype', 'dataschema', 'dataschemaversion']);

/**
 * The events of one request, in the structured, the binary (`ce-` headers) or the batched mode. A body of plain `application/json` that names its `specversion` is
 * taken for a structured event, as many senders leave out the media type. UNKNOWN_SHAPE for what is no CloudEvent 1.0.
 */
export function readCloudEvents(headers: IncomingHttpHeaders, body: string): CloudEvent[] {
  const parsed = parse(headers, body);
  return parsed.map((each, at) => {
    const checked = event.safeParse(each);
    if (!checked.success)
      throw unknown(`${checked.error.issues[0]?.path.join('.') ?? ''}: ${checked.error.issues[0]?.message ?? ''}`, at, checked.error);
    const { id, source, type, subject, time, data, datacontenttype, ...others } = checked.data;
    return {
      ...{ id, source, type, subject: subject ?? null, time: time ?? null },
      extensions: openDetails(Object.fromEntries(Object.entries(others).filter(([name]) => !known.has(name))), 'extensions'),
      data: openDetails(jsonData(data, datacontenttype), 'data'),
    };
  });
}

function parse(headers: IncomingHttpHeaders, body: string): object[] {
  const given = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const structured = given === 'application/json' && headers['ce-id'] === undefined;
  const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : (value ?? '')]));
  try {
    const found = HTTP.toEvent({ headers: { ...plain, 'content-type': structured ? 'application/cloudevents+json' : given }, body });
    return (Array.isArray(found) ? found : [found]).map((each) => ({ ...(each as object) }));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new AppError('MALFORMED_BODY', 'The body is not JSON.', { cause });
    throw unknown(cause instanceof Error ? cause.message : String(cause), 0, cause);
  }
}

function unknown(message: string, at: number, cause: unknown): AppError {
  return new AppError('UNKNOWN_SHAPE', `This is not a CloudEvent 1.0${at > 0 ? ` (event ${at + 1})` : ''}: ${message}.`, { cause });
}

/** Data as JSON, also where the library left it as bytes or as text. */
function jsonData(data: unknown, contentType: unknown): unknown {
  const text = ArrayBuffer.isView(data) ? Buffer.from(data as Uint32Array).toString('utf8') : data;
  if (typeof text !== 'string' || (typeof contentType === 'string' && !/[/+]json\b/i.test(contentType))) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
