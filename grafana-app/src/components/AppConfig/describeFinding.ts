import { t } from '@grafana/i18n';
import type { Finding } from './finding';
import { plain } from '../../words/plain';

/** A finding in words: what is the case, and what to do about it. */
export function describeFinding(finding: Finding): { title: string; advice: string } {
  switch (finding.reason) {
    case 'connected':
      return {
        title: t('config.finding.connected.title', 'Connected as {{person}} of {{tenant}}', {
          person: finding.person,
          tenant: finding.tenant,
          interpolation: { escapeValue: false },
        }),
        advice:
          finding.degraded.length === 0
            ? t('config.finding.connected.advice', 'The gateway is ready and knows this Grafana and you.')
            : t(
                'config.finding.connected.degraded',
                'The gateway knows this Grafana and you, and works without: {{parts}}.',
                { parts: finding.degraded.join(', '), interpolation: { escapeValue: false } }
              ),
      };
    case 'grafanaUnreachable':
      return {
        title: t('config.finding.grafanaUnreachable.title', 'Grafana does not answer'),
        advice: t(
          'config.finding.grafanaUnreachable.advice',
          'This browser got no answer from Grafana itself. Check your network and try again.'
        ),
      };
    case 'gatewayUnreachable':
      return {
        title: t('config.finding.gatewayUnreachable.title', 'Nothing answers at the gateway address (502)'),
        advice: t(
          'config.finding.gatewayUnreachable.advice',
          'Grafana’s server could not reach it. Check host and port, and that the gateway is running; “localhost” means the machine Grafana runs on.'
        ),
      };
    case 'gatewayTimedOut':
      return {
        title: t('config.finding.gatewayTimedOut.title', 'The gateway address does not answer in time (504)'),
        advice: t(
          'config.finding.gatewayTimedOut.advice',
          'Something may accept the connection and stay silent. Check the port, and firewalls between Grafana and the gateway.'
        ),
      };
    case 'routeMissing':
      return {
        title: t('config.finding.routeMissing.title', 'Grafana does not know this route of the app (404)'),
        advice: t(
          'config.finding.routeMissing.advice',
          'Grafana says: “{{message}}”. Check that the app is enabled, and restart Grafana after an upgrade of the app.',
          { message: finding.message, interpolation: { escapeValue: false } }
        ),
      };
    case 'accessDenied':
      return {
        title: t('config.finding.accessDenied.title', 'Grafana refused the request'),
        advice: t(
          'config.finding.accessDenied.advice',
          'Grafana says: “{{message}}”. Testing the connection needs the Admin role in this organisation.',
          { message: finding.message, interpolation: { escapeValue: false } }
        ),
      };
    case 'notTheGateway':
      return {
        title: t('config.finding.notTheGateway.title', 'Something else answers at the gateway address'),
        advice: t(
          'config.finding.notTheGateway.advice',
          'It answered {{status}}, and not as the gateway does. Check the port and the path of the address.',
          { ...plain, status: finding.status }
        ),
      };
    case 'notReady':
      return {
        title: t('config.finding.notReady.title', 'The gateway is running, but not ready (503)'),
        advice:
          finding.parts.length === 0
            ? t('config.finding.notReady.unnamed', 'It does not say what is missing. Look at its /readyz and its log.')
            : t('config.finding.notReady.advice', 'Not ready: {{parts}}.', {
                parts: finding.parts.join(', '),
                interpolation: { escapeValue: false },
              }),
      };
    case 'connectionUnknown':
      return {
        title: t('config.finding.connectionUnknown.title', 'The platform does not know this connection'),
        advice: t(
          'config.finding.connectionUnknown.advice',
          'Either the connection secret is wrong, or the connection was created for a Grafana with another root URL or organisation.'
        ),
      };
    case 'identityMissing':
      return {
        title: t('config.finding.identityMissing.title', 'Grafana did not say who you are'),
        advice: t(
          'config.finding.identityMissing.advice',
          'Grafana sent no X-Grafana-Id. It sends none for anonymous visitors: sign in with an account of your own.'
        ),
      };
    case 'identityRefused':
      return {
        title: t('config.finding.identityRefused.title', 'The platform does not accept Grafana’s word for you'),
        advice: t(
          'config.finding.identityRefused.advice',
          'The X-Grafana-Id is missing or its signature does not match. Check that Grafana’s root URL and the connection’s issuer and signing-keys address are the same Grafana.'
        ),
      };
    case 'identityExpired':
      return {
        title: t('config.finding.identityExpired.title', 'The identity that Grafana sent has expired'),
        advice: t(
          'config.finding.identityExpired.advice',
          'Compare the clocks of the Grafana server and of the platform.'
        ),
      };
    case 'keysUnavailable':
      return {
        title: t('config.finding.keysUnavailable.title', 'The platform cannot fetch Grafana’s signing keys'),
        advice: t(
          'config.finding.keysUnavailable.advice',
          'The gateway must reach Grafana at the connection’s signing-keys address (/api/signing-keys/keys).'
        ),
      };
    case 'documentUnknown':
      return {
        title: t('config.finding.documentUnknown.title', 'The gateway does not know this version of the app'),
        advice: t(
          'config.finding.documentUnknown.advice',
          'It only runs the queries it was built with. Install the app and the platform in matching versions.'
        ),
      };
    case 'refused':
      return {
        title: t('config.finding.refused.title', 'The gateway refused the request ({{code}})', {
          ...plain,
          code: finding.code,
        }),
        advice: finding.message,
      };
    default:
      return finding satisfies never;
  }
}
