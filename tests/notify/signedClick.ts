import { createHmac } from 'node:crypto';

/** A click as Slack sends it: a form with its payload, signed with the secret of the app. */
export function createSigned(secret: string, payload: object): { headers: Record<string, string>; body: string } {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const time = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${time}:${body}`).digest('hex')}`;
  return {
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-slack-request-timestamp': time, 'x-slack-signature': signature },
    body,
  };
}
