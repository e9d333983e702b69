import { CreateMultipartUploadCommand, S3Client } from '@aws-sdk/client-s3';
import { createS3Store } from '#kit/objects/createS3Store';
import type { ObjectStore } from '#kit/objects/objectStore';
import { describeWith } from '../servers/describeWith.ts';
import { type S3, startS3 } from '../servers/s3.ts';
import { describeStore } from './storeContract.ts';

describeWith(['versitygw'], 'a bucket of a real S3 server', () => {
  let server: S3;
  let store: ObjectStore;
  const open = (change: Partial<S3> = {}) => createS3Store({ ...server, region: 'us-east-1', pathStyle: true, ...change });
  beforeAll(async () => {
    server = await startS3();
    store = open();
  }, 300_000);
  afterAll(async () => {
    store.close();
    await server.stop();
  });

  describeStore(() => store);

  test('is swept of an upload that was begun and never finished, and not of one that goes on', async () => {
    const { bucket, endpoint, accessKeyId, secretAccessKey } = server;
    const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } });
    await client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: 'tenant/half' }));
    const hour = 3_600_000;
    await expect(store.sweep(new Date(Date.now() - hour))).resolves.toBe(0);
    await expect(store.sweep(new Date(Date.now() + hour))).resolves.toBe(1);
    await expect(store.sweep(new Date(Date.now() + hour))).resolves.toBe(0);
    client.destroy();
  });

  test.each([
    ['a wrong key', { secretAccessKey: 'wrong' }],
    ['no such bucket', { bucket: 'nowhere' }],
    ['nobody there', { endpoint: 'http://127.0.0.1:9' }],
  ])('%s: unavailable, and said so', async (_, change) => {
    const wrong = open(change);
    await expect(wrong.check()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    const body = (async function* () {
      yield Buffer.from('x');
    })();
    await expect(wrong.put('a/b', body, 10)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    wrong.close();
  });
});
