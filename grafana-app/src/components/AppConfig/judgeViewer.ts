import { asRecord, type Answer, type Finding } from './finding';
import { judgeProxy } from './judgeProxy';

/**
 * Judges the answer to the viewer query, asked through the plugin proxy.
 * @param signedIn whether Grafana has a person to speak for; it sends no `X-Grafana-Id` for anonymous callers.
 */
export function judgeViewer(answer: Answer, signedIn: boolean): Finding {
  const fromProxy = judgeProxy(answer);
  if (fromProxy !== undefined) {
    return fromProxy;
  }
  const { data, errors, code, message } = asRecord(answer.body);
  const error = firstError(errors) ?? (typeof code === 'string' ? { code, message: String(message ?? '') } : undefined);
  if (error !== undefined) {
    return judgeError(error, signedIn);
  }
  const viewer = asRecord(asRecord(data).viewer);
  const person = asRecord(viewer.person).name;
  const tenant = asRecord(viewer.tenant).name;
  if (typeof tenant !== 'string') {
    return { reason: 'notTheGateway', status: answer.status };
  }
  return typeof person === 'string'
    ? { reason: 'connected', person, tenant, degraded: [] }
    : { reason: 'identityMissing' };
}

interface CodedError {
  code: string;
  message: string;
}

function firstError(errors: unknown): CodedError | undefined {
  if (!Array.isArray(errors) || errors.length === 0) {
    return undefined;
  }
  const { message, extensions } = asRecord(errors[0]);
  return { code: String(asRecord(extensions).code ?? 'INTERNAL'), message: String(message ?? '') };
}

function judgeError({ code, message }: CodedError, signedIn: boolean): Finding {
  switch (code) {
    case 'CONNECTION_UNKNOWN':
      return { reason: 'connectionUnknown' };
    case 'UNAUTHENTICATED':
      return { reason: signedIn ? 'identityRefused' : 'identityMissing' };
    case 'TOKEN_EXPIRED':
      return { reason: 'identityExpired' };
    case 'IDENTITY_UNAVAILABLE':
      return { reason: 'keysUnavailable' };
    case 'QUERY_NOT_TRUSTED':
      return { reason: 'documentUnknown' };
    default:
      return { reason: 'refused', code, message };
  }
}
