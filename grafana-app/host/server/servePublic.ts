import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream';
import { codeOf } from './codeOf.ts';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'application/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

const BLANK_ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"></svg>';

/** A public address and the folder behind it. */
export interface PublicFolder {
  prefix: string;
  folder: string;
}

/**
 * Serves a file of the first folder whose prefix fits. An icon that no package ships is an empty picture rather than a 404, for
 * Grafana itself has more icons than its packages do. Files are revalidated every time, since a rebuild keeps their names.
 * @param path decoded, without query
 */
export async function servePublic(
  response: ServerResponse,
  folders: readonly PublicFolder[],
  path: string
): Promise<void> {
  const found = folders.find(({ prefix }) => path.startsWith(prefix));
  const file = found && join(found.folder, normalize(path.slice(found.prefix.length)));
  const isInside = found !== undefined && file !== undefined && file.startsWith(found.folder + sep);
  const size = isInside ? await sizeOf(file) : undefined;
  if (file !== undefined && size !== undefined) {
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-length': size,
      'cache-control': 'no-cache',
    });
    pipeline(createReadStream(file), response, (error) => error && response.destroy());
    return;
  }
  if (path.startsWith('/public/build/img/icons/') && path.endsWith('.svg')) {
    response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(BLANK_ICON);
    return;
  }
  response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found\n');
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    const found = await stat(file);
    return found.isFile() ? found.size : undefined;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) {
      return undefined;
    }
    throw error;
  }
}
