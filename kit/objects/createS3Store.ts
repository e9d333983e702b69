import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { Readable } from 'node:stream';
import { measure } from './measure.ts';
import type { ObjectStore } from './objectStore.ts';
import { readKey } from './readKey.ts';
import { storeFailure } from './storeFailure.ts';

export type S3Options = {
  bucket: string;
  /** Null: Amazon's own, by the region. */
  endpoint: string | null;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** The bucket stands in the path and not in the host's name, as most servers that are not Amazon's want it. */
  pathStyle: boolean;
};

/** Bytes of one part of an upload: what is in memory of a body at most, with the part that is being sent beside it. */
const partBytes = 5 * 1024 * 1024;

/** Objects in a bucket of Amazon S3 or of a server that speaks its protocol. A body goes in parts; one that fails on its way leaves none. */
export function createS3Store({ bucket, endpoint, region, accessKeyId, secretAccessKey, pathStyle }: S3Options): ObjectStore {
  const client = new S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: pathStyle,
    maxAttempts: 3,
    // Checksums beyond what the protocol asks for are not known to every server.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 30_000 },
    ...(endpoint !== null && { endpoint }),
  });
  const at = (key: string) => ({ Bucket: bucket, Key: readKey(key).join('/') });
  return {
    async put(key, body, limitBytes) {
      const measured = measure(body, limitBytes);
      let failure: Error | undefined;
      const source = async function* () {
        try {
          yield* measured.through;
        } catch (error) {
          failure = error instanceof Error ? error : new Error(String(error));
          throw failure;
        }
      };
      const upload = new Upload({
        client,
        params: { ...at(key), Body: Readable.from(source(), { objectMode: false }) },
        partSize: partBytes,
        queueSize: 1,
        leavePartsOnError: false,
      });
      try {
        await upload.done();
      } catch (error) {
        throw failure ?? storeFailure(error, 'keep the file');
      }
      return measured.kept();
    },

    async get(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand(at(key)));
        return Body instanceof Readable ? Body : null;
      } catch (error) {
        if (error instanceof S3ServiceException && error.name === 'NoSuchKey') return null;
        throw storeFailure(error, 'read the file');
      }
    },

    async remove(key) {
      await client.send(new DeleteObjectCommand(at(key))).catch((error: unknown) => {
        throw storeFailure(error, 'remove the file');
      });
    },

    async sweep(before) {
      try {
        let removed = 0;
        let marker: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {};
        while (marker !== undefined) {
          const page: ListMultipartUploadsCommandOutput = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket, ...marker }));
          for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
            if (Key === undefined || UploadId === undefined || Initiated === undefined || Initiated >= before) continue;
            await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }));
            removed++;
          }
          marker =
            page.IsTruncated === true && page.NextKeyMarker !== undefined
              ? { KeyMarker: page.NextKeyMarker, ...(page.NextUploadIdMarker !== undefined && { UploadIdMarker: page.NextUploadIdMarker }) }
              : undefined;
        }
        return removed;
      } catch (error) {
        throw storeFailure(error, 'be cleared of unfinished files');
      }
    },

    async check() {
      await client.send(new HeadBucketCommand({ Bucket: bucket })).catch((error: unknown) => {
        throw storeFailure(error, `reach the bucket ${bucket}`);
      });
    },

    close: () => client.destroy(),
  };
}
