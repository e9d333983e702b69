import { t } from '@grafana/i18n';
import type { GatewayUrlVerdict } from './judgeGatewayUrl';

/** What is wrong with the gateway address, in words, or undefined when it is accepted. */
export function describeGatewayUrl({ verdict }: GatewayUrlVerdict): string | undefined {
  switch (verdict) {
    case 'accepted':
      return undefined;
    case 'empty':
      return t('config.url.empty', 'Enter the address of the gateway.');
    case 'malformed':
      return t('config.url.malformed', 'This is not an address. Write it with its scheme, like http://gateway:4000.');
    case 'notHttp':
      return t('config.url.notHttp', 'The address must begin with http:// or https://.');
    case 'hasCredentials':
      return t(
        'config.url.hasCredentials',
        'Leave out the user name and password: the secret below proves this Grafana.'
      );
    case 'hasQuery':
      return t('config.url.hasQuery', 'Leave out everything from “?” or “#” on.');
    case 'isEndpoint':
      return t('config.url.isEndpoint', 'Leave out the last part: the app appends /graphql and /readyz itself.');
    default:
      return verdict satisfies never;
  }
}
