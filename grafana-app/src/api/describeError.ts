import { t } from '@grafana/i18n';
import { ApiError } from './errors';
import { plain } from '../words/plain';

/** What a person is told about a failure, and what may help. */
export interface ErrorWords {
  title: string;
  advice: string;
  /** Whether the configuration of the app is where it is put right. */
  configure: boolean;
}

/** Words a failure for the person in front of the page. Codes this version does not know get the server's own sentence. */
export function describeError(error: unknown): ErrorWords {
  if (!(error instanceof ApiError)) {
    return {
      title: t('error.fault.title', 'Something in this page went wrong'),
      advice: error instanceof Error ? error.message : String(error),
      configure: false,
    };
  }
  const words = wordings[error.code];
  return words === undefined
    ? {
        title: t('error.unknown.title', 'The platform refused the request ({{code}})', { ...plain, code: error.code }),
        advice: error.detail,
        configure: false,
      }
    : { configure: false, ...words(error) };
}

type Wording = (error: ApiError) => Omit<ErrorWords, 'configure'> & { configure?: boolean };

const wordings: Record<string, Wording> = {
  BROWSER_OFFLINE: () => ({
    title: t('error.offline.title', 'Grafana does not answer'),
    advice: t('error.offline.advice', 'Check your network connection. The page asks again when you retry.'),
  }),
  GATEWAY_UNREACHABLE: () => ({
    title: t('error.unreachable.title', 'Grafana cannot reach the platform'),
    advice: t(
      'error.unreachable.advice',
      'The platform may be starting or stopped, or the gateway address in the configuration of the app may be wrong.'
    ),
    configure: true,
  }),
  ACCESS_DENIED: ({ detail }) => ({
    title: t('error.denied.title', 'Grafana did not let the request through'),
    advice: detail || t('error.denied.advice', 'Your session may have ended: reload the page and sign in again.'),
  }),
  NOT_THE_GATEWAY: () => ({
    title: t('error.notGateway.title', 'Something else answers at the gateway address'),
    advice: t('error.notGateway.advice', 'Check the gateway address in the configuration of the app.'),
    configure: true,
  }),
  UNAUTHENTICATED: () => ({
    title: t('error.unauthenticated.title', 'The platform does not know who you are'),
    advice: t(
      'error.unauthenticated.advice',
      'Grafana must tell it: sign in with an account of your own, and test the connection in the configuration of the app.'
    ),
    configure: true,
  }),
  TOKEN_EXPIRED: () => ({
    title: t('error.expired.title', 'Your identity has expired'),
    advice: t(
      'error.expired.advice',
      'Reload the page. If it happens again, the clocks of Grafana and the platform differ.'
    ),
  }),
  CONNECTION_UNKNOWN: () => ({
    title: t('error.connection.title', 'The platform does not know this Grafana'),
    advice: t(
      'error.connection.advice',
      'The connection secret is missing or wrong, or the connection was made for another Grafana. An administrator can put it right in the configuration of the app.'
    ),
    configure: true,
  }),
  IDENTITY_UNAVAILABLE: () => ({
    title: t('error.identity.title', 'Your identity cannot be checked right now'),
    advice: t('error.identity.advice', 'The platform cannot fetch Grafana’s signing keys. Try again shortly.'),
  }),
  FORBIDDEN: ({ detail }) => ({
    title: t('error.forbidden.title', 'You are not allowed to see or do this'),
    advice: detail || t('error.forbidden.advice', 'Ask an administrator of the platform for the permission.'),
  }),
  NOT_FOUND: () => ({
    title: t('error.notFound.title', 'Not found'),
    advice: t('error.notFound.advice', 'It does not exist, or it belongs to another tenant.'),
  }),
  CONFLICT: () => ({
    title: t('error.conflict.title', 'Somebody was faster'),
    advice: t(
      'error.conflict.advice',
      'The incident changed meanwhile, so nothing was done. This page now shows how it stands.'
    ),
  }),
  BAD_USER_INPUT: ({ detail }) => ({
    title: t('error.input.title', 'The platform does not accept this input'),
    advice: detail,
  }),
  BAD_CURSOR: () => ({
    title: t('error.cursor.title', 'The list has changed too much'),
    advice: t('error.cursor.advice', 'Load it again from the top.'),
  }),
  QUERY_NOT_TRUSTED: () => ({
    title: t('error.untrusted.title', 'The platform does not know this version of the app'),
    advice: t(
      'error.untrusted.advice',
      'Reload the page. If that does not help, app and platform are of different versions.'
    ),
  }),
  RATE_LIMITED: () => ({
    title: t('error.rate.title', 'Too many requests'),
    advice: t('error.rate.advice', 'Wait a moment and try again.'),
  }),
  SUBGRAPH_UNAVAILABLE: () => ({
    title: t('error.subgraph.title', 'A part of the platform does not answer'),
    advice: t('error.subgraph.advice', 'What is shown is right, but something may be missing. Try again shortly.'),
  }),
  TIMEOUT: () => ({
    title: t('error.timeout.title', 'The platform took too long'),
    advice: t('error.timeout.advice', 'Try again; if it repeats, ask for less.'),
  }),
  STORE_UNAVAILABLE: () => ({
    title: t('error.store.title', 'The store of files does not answer'),
    advice: t('error.store.advice', 'Everything else works. Try again shortly.'),
  }),
  IN_USE: ({ detail }) => ({
    title: t('error.inUse.title', 'It is still in use'),
    advice: detail || t('error.inUse.advice', 'Take it out of what uses it first.'),
  }),
  BODY_TOO_LARGE: ({ detail }) => ({
    title: t('error.tooLarge.title', 'That is too large'),
    advice: detail || t('error.tooLarge.advice', 'Send less at once, or a smaller file.'),
  }),
  UNAVAILABLE: () => ({
    title: t('error.unavailable.title', 'The platform is not ready'),
    advice: t('error.unavailable.advice', 'It may be starting. Try again shortly.'),
  }),
  INTERNAL: () => ({
    title: t('error.internal.title', 'The platform failed'),
    advice: t('error.internal.advice', 'Try again. If it repeats, tell the administrator of the platform.'),
  }),
};
