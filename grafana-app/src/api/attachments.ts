import { config } from '@grafana/runtime';
import { PROXY } from './addresses';
import { judgeStatus } from './ask';
import { ApiError } from './errors';

/** Where an attachment is read: to be saved, or shown where it is a picture. With the sub-path, since the browser asks for it by itself. */
export function attachmentUrl(incidentId: string, id: string, { inline = false } = {}): string {
  return `${filesUrl(incidentId)}/${encodeURIComponent(id)}${inline ? '?inline=true' : ''}`;
}

function filesUrl(incidentId: string): string {
  return `${config.appSubUrl ?? ''}${PROXY}/files/incidents/${encodeURIComponent(incidentId)}/attachments`;
}

export interface UploadedFile {
  id: string;
  name: string;
}

interface UploadOptions {
  /** Called with the bytes that are sent, as they are. */
  onProgress(sent: number): void;
  signal: AbortSignal;
}

/**
 * Sends a file to an incident. Not by fetch, which says nothing of how far it is.
 * @throws ApiError; with the code ABORTED when the signal fired.
 */
export function uploadAttachment(
  incidentId: string,
  file: File,
  { onProgress, signal }: UploadOptions
): Promise<UploadedFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${filesUrl(incidentId)}?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () => {
      const body = readJson(request.responseText);
      if (request.status === 201 && isUploaded(body)) {
        resolve(body);
      } else {
        // What Grafana or a proxy before it says on the way has no code of ours.
        reject(request.status === 413 ? tooLarge(body) : judgeStatus(request.status, body, undefined));
      }
    };
    request.onerror = () => reject(new ApiError('BROWSER_OFFLINE', ''));
    request.onabort = () => reject(new ApiError('ABORTED', ''));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function tooLarge(body: unknown): ApiError {
  const told = judgeStatus(413, body, undefined);
  return told.code === 'BODY_TOO_LARGE' ? told : new ApiError('BODY_TOO_LARGE', told.detail);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isUploaded(body: unknown): body is UploadedFile {
  return (
    typeof body === 'object' &&
    body !== null &&
    'id' in body &&
    typeof body.id === 'string' &&
    'name' in body &&
    typeof body.name === 'string'
  );
}
