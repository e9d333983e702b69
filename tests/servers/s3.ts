import { freePort } from '../../run/embedded/freePort.ts';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensure } from './ensure.ts';
import { makeHome } from './home.ts';
import { launch, type Launched, listens } from './launch.ts';

export type S3 = Launched & { readonly endpoint: string; readonly bucket: string; readonly accessKeyId: string; readonly secretAccessKey: string };

/** An S3 server over a folder, with one empty bucket. */
export async function startS3(): Promise<S3> {
  const program = ensure('versitygw');
  const home = makeHome('s3');
  const at = await freePort();
  const keys = { accessKeyId: 'tests', secretAccessKey: 'tests-secret-key' };
  const bucket = 'attachments';
  // A folder of its top is a bucket.
  mkdirSync(join(home.dir, 'data', bucket), { recursive: true });
  const server = await launch({
    program,
    args: ['--port', `127.0.0.1:${at}`, 'posix', join(home.dir, 'data')],
    home,
    env: { ROOT_ACCESS_KEY: keys.accessKeyId, ROOT_SECRET_KEY: keys.secretAccessKey },
    isReady: () => listens(at),
  });
  return { ...server, ...keys, endpoint: `http://127.0.0.1:${at}`, bucket };
}
