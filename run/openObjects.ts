import { createFolderStore } from '#kit/objects/createFolderStore';
import type { ObjectStore } from '#kit/objects/objectStore';
import { join, resolve } from 'node:path';
import type { Config } from './config.ts';
import { root } from './root.ts';

/** Where this process keeps files: the bucket that is configured, or the folder `objects` below DATA_DIR, which processes then have to share. */
export async function openObjects(config: Config): Promise<ObjectStore> {
  const { S3_BUCKET, S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_PATH_STYLE, DATA_DIR } = config;
  if (S3_BUCKET === undefined) return createFolderStore(join(resolve(root, DATA_DIR), 'objects'));
  // Amazon's client is large: only who uses it loads it.
  const { createS3Store } = await import('#kit/objects/createS3Store');
  return createS3Store({
    ...{ bucket: S3_BUCKET, endpoint: S3_ENDPOINT ?? null, region: S3_REGION, pathStyle: S3_PATH_STYLE },
    ...{ accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY },
  });
}
