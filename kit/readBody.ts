import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { AppError } from './errors.ts';

const inflate = promisify(gunzip);

/** Reads a request's body as text. Refuses, with a code, what is too large (also after inflation), not plain or gzip, or not UTF-8. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<string> {
  const tooLarge = () => new AppError('BODY_TOO_LARGE', `The body is larger than ${limitBytes} bytes.`);
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) throw tooLarge();

  const body = await collect(request, limitBytes, tooLarge);
  const decoded = await decodeContent(body, request.headers['content-encoding'] ?? 'identity', limitBytes, tooLarge);
  if (!isUtf8(decoded)) throw new AppError('UNSUPPORTED_ENCODING', 'The body is not UTF-8.');
  return decoded.toString('utf8', hasByteOrderMark(decoded) ? 3 : 0);
}

/** By events, not as an async iterator, which costs as much as everything else about a small body. */
function collect(request: IncomingMessage, limitBytes: number, tooLarge: () => AppError): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= limitBytes) return;
      // Not destroyed, or the refusal could not be sent any more.
      request.off('data', take).pause();
      reject(tooLarge());
    };
    request.on('data', take);
    request.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.once('error', reject);
  });
}

function hasByteOrderMark(text: Buffer): boolean {
  return text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf;
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
