import { IntegrationSource } from '#prisma/generated/client';
import { addressesOf } from './addresses.ts';

test('addresses stand below the origin, with the token in its place', () => {
  expect(addressesOf('ALERTMANAGER', false, 'https://sre.example.com', 'sre_int_x')).toEqual([
    { purpose: 'ALERTS', url: 'https://sre.example.com/ingest/alertmanager/sre_int_x', token: 'ADDRESS' },
  ]);
  expect(addressesOf('ALERTMANAGER', false, null)).toEqual([{ purpose: 'ALERTS', url: '/ingest/alertmanager/{token}', token: 'ADDRESS' }]);
});

test('a token that the sender carries apart is not in the address', () => {
  expect(addressesOf('PAGERDUTY', false, 'https://sre.example.com', 'sre_int_x').map(({ url }) => url)).toEqual([
    'https://sre.example.com/ingest/pagerduty/v2/enqueue',
    'https://sre.example.com/ingest/pagerduty/v2/change/enqueue',
  ]);
});

test.each(Object.values(IntegrationSource))('%s has one address for heartbeats when it has one to send', (source) => {
  expect(addressesOf(source, true, null).filter(({ purpose }) => purpose === 'HEARTBEAT')).toHaveLength(1);
});
