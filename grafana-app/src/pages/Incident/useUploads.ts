import { useCallback, useRef, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { type UploadedFile, uploadAttachment } from '../../api/attachments';
import { ApiError } from '../../api/errors';
import { found } from '../../api/found';
import { AttachmentLimitsDocument } from '../../api/generated/graphql';
import { incidentKey } from './useIncident';

/** A file on its way, or one that did not arrive. */
export interface Upload {
  key: number;
  file: File;
  sent: number;
  error: unknown;
}

export type Uploads = ReturnType<typeof useUploads>;

/** Files that this page sends to the incident: how far each is, what went wrong, and how to stop one. */
export function useUploads(id: string) {
  const queryClient = useQueryClient();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const running = useRef(new Map<number, AbortController>());
  const next = useRef(0);
  const limits = useQuery({
    queryKey: ['attachment-limits', id],
    queryFn: async ({ signal }) =>
      found((await ask(AttachmentLimitsDocument, { id }, signal)).data.incident).attachmentLimits,
    staleTime: Infinity,
  }).data;
  const change = (key: number, changes: Partial<Upload>) =>
    setUploads((before) => before.map((upload) => (upload.key === key ? { ...upload, ...changes } : upload)));
  const forget = useCallback((key: number) => {
    running.current.get(key)?.abort();
    running.current.delete(key);
    setUploads((before) => before.filter((upload) => upload.key !== key));
  }, []);

  const send = async (file: File): Promise<UploadedFile | undefined> => {
    const key = next.current++;
    const controller = new AbortController();
    running.current.set(key, controller);
    setUploads((before) => [...before, { key, file, sent: 0, error: null }]);
    try {
      if (limits !== undefined && file.size > limits.fileBytes) {
        throw new ApiError('BODY_TOO_LARGE', '');
      }
      const sent = await uploadAttachment(id, file, {
        signal: controller.signal,
        onProgress: (bytes) => change(key, { sent: bytes }),
      });
      await queryClient.invalidateQueries({ queryKey: incidentKey(id) });
      forget(key);
      return sent;
    } catch (error) {
      running.current.delete(key);
      change(key, { error });
      return undefined;
    }
  };

  return { uploads, limits, send, forget };
}
