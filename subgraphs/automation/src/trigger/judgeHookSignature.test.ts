import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { judgeHookSignature } from './judgeHookSignature.ts';

const now = new Date('2026-11-27T10:00:00Z');
const body = '{"a":1}';
const secret = 'whsec_c2VjcmV0c2VjcmV0c2VjcmV0';
const sign = (at = now, text = body) => ({
  'webhook-id': 'msg_1',
  'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
  'webhook-signature': new Webhook(secret).sign('msg_1', at, text),
});
const standard = (headers: Record<string, string>) => judgeHookSignature('STANDARD', { secret, headers, body, now });

test('Standard Webhooks', () => {
  expect(standard(sign())).toBe('signed');
  expect(standard({ ...sign(), 'webhook-signature': `v1,AAAA ${sign()['webhook-signature']}` })).toBe('signed');
  expect(standard({ ...sign(), 'webhook-id': 'msg_2' })).toBe('signature_wrong');
  expect(standard(sign(now, '{"a":2}'))).toBe('signature_wrong');
  expect(standard(sign(new Date(now.getTime() - 301_000)))).toBe('timestamp_stale');
  expect(standard({ ...sign(), 'webhook-timestamp': 'now' })).toBe('timestamp_unreadable');
  expect(standard({})).toBe('signature_missing');
});

test('GitHub', () => {
  const github = (headers: Record<string, string>) => judgeHookSignature('GITHUB', { secret: 'hush', headers, body, now });
  const signature = `sha256=${createHmac('sha256', 'hush').update(body).digest('hex')}`;
  expect(github({ 'x-hub-signature-256': signature })).toBe('signed');
  expect(github({ 'x-hub-signature-256': signature.replace(/.$/, 'x') })).toBe('signature_wrong');
  expect(github(sign())).toBe('signature_missing');
});
