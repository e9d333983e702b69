import { asRecord, type Answer, type Finding } from './finding';

/**
 * What the plugin proxy itself says about a request, before or instead of the gateway; undefined when the gateway answered.
 * Grafana words its own refusals as JSON with a `message`, and answers 502 and 504 with no body when the gateway does not answer.
 */
export function judgeProxy({ status, body }: Answer): Finding | undefined {
  const message = grafanaMessage(body);
  switch (status) {
    case 502:
      return { reason: 'gatewayUnreachable' };
    case 504:
      return { reason: 'gatewayTimedOut' };
    case 401:
    case 403:
      return message === undefined ? undefined : { reason: 'accessDenied', message };
    case 404:
      return message === undefined ? { reason: 'notTheGateway', status } : { reason: 'routeMissing', message };
    default:
      return undefined;
  }
}

function grafanaMessage(body: unknown): string | undefined {
  const { message, code, errors } = asRecord(body);
  return typeof message === 'string' && code === undefined && errors === undefined ? message : undefined;
}
