import { type Receiver, startReceiver } from '../webhook/fake.ts';

/** A telephony service with Twilio's API: one account, and numbers that end in 404 that nobody has. */
export type FakeTelephony = Receiver & { accountSid: string; authToken: string; apiUrl: string; forms(): Record<string, string>[] };

export async function startFakeTelephony(): Promise<FakeTelephony> {
  const [accountSid, authToken] = ['AC00000000000000000000000000000001', 'good-auth-token'];
  const credentials = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const receiver = await startReceiver(({ path, headers, body }) => {
    if (headers.authorization !== credentials || !path.includes(`/Accounts/${accountSid}/`)) {
      return { status: 401, body: { code: 20_003, message: 'Authenticate', status: 401 } };
    }
    const form = new URLSearchParams(body);
    if (form.get('To')?.endsWith('404') === true) return { status: 400, body: { code: 21_211, message: "Invalid 'To' Phone Number", status: 400 } };
    return { status: 201, body: { sid: path.includes('Calls') ? 'CA0001' : 'SM0001', status: 'queued' } };
  });
  return {
    ...receiver,
    accountSid,
    authToken,
    apiUrl: new URL(receiver.url).origin,
    forms: () => receiver.received.map(({ body }) => Object.fromEntries(new URLSearchParams(body))),
  };
}
