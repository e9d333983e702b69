/** What the test of the connection found: one precise reason, and what is needed to say it in words. */
export type Finding =
  /** `degraded`: what the gateway does without; empty when everything is there. */
  | { reason: 'connected'; person: string; tenant: string; degraded: string[] }
  | { reason: 'notReady'; parts: string[] }
  | { reason: 'routeMissing'; message: string }
  | { reason: 'accessDenied'; message: string }
  | { reason: 'notTheGateway'; status: number }
  | { reason: 'refused'; code: string; message: string }
  | {
      reason:
        | 'grafanaUnreachable'
        | 'gatewayUnreachable'
        | 'gatewayTimedOut'
        | 'connectionUnknown'
        | 'identityMissing'
        | 'identityRefused'
        | 'identityExpired'
        | 'keysUnavailable'
        | 'documentUnknown';
    };

/** An HTTP answer as it came through Grafana's plugin proxy, whether it is one of success or failure. */
export interface Answer {
  status: number;
  body: unknown;
}

/** A JSON object, before anything is known about its fields. */
export function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
