import type { IncidentAttachment } from '#prisma/generated/client';
import { isImage, otherType } from './sniffImage.ts';

/**
 * What goes with a file's bytes. A browser never shows one as a page: it is saved, guessed at by nobody, and run in no origin. Only a picture that was
 * found to be one may be shown, and only where a page asks for that. Pure.
 */
export function attachmentHeaders(
  file: Pick<IncidentAttachment, 'name' | 'bytes' | 'sha256' | 'contentType'>,
  inline: boolean,
): Record<string, string> {
  const shown = inline && isImage(file.contentType);
  return {
    'content-type': shown ? file.contentType : otherType,
    'content-length': String(file.bytes),
    'content-disposition': `${shown ? 'inline' : 'attachment'}; ${fileName(file.name)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-cache',
    etag: `"${file.sha256 ?? ''}"`,
  };
}

/** The name for every client (RFC 6266): in ASCII for the old ones, in UTF-8 for all others. */
function fileName(name: string): string {
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return `filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
