import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { AppError } from './errors.ts';

const inflate = promisify(gunzip);

/** Reads a request's body as text. Refuses, with a code, what is too large (also after inflation), not plain or gzip, or not UTF-8. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<string> {
  const tooLarge = () => new AppError('BODY_TOO_LARGE', `The body is larger than ${limitBytes} bytes.`);
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) throw tooLarge();

  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limitBytes) throw tooLarge();
    chunks.push(chunk);
  }
  const decoded = await decodeContent(Buffer.concat(chunks), request.headers['content-encoding'] ?? 'identity', limitBytes, tooLarge);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(decoded);
  } catch (cause) {
    throw new AppError('UNSUPPORTED_ENCODING', 'The body is not UTF-8.', { cause });
  }
}

async function decodeContent(body: Buffer, encoding: string, limitBytes: number, tooLarge: () => AppError): Promise<Buffer> {
  switch (encoding.toLowerCase()) {
    case 'identity':
      return body;
    case 'gzip':
      try {
        return await inflate(body, { maxOutputLength: limitBytes });
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
        throw new AppError('UNSUPPORTED_ENCODING', 'The body is not valid gzip.', { cause });
      }
    default:
      throw new AppError('UNSUPPORTED_ENCODING', `The content encoding ${encoding} is not supported.`);
  }
}
