import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { type Receiver, startReceiver } from '../webhook/fake.ts';

/** A browser with its push service: it made the keys of its subscription, so it alone can read what it is sent. */
export type FakeBrowser = Receiver & { address: string; read(): unknown[] };

export async function startFakeBrowser(): Promise<FakeBrowser> {
  const receiver = await startReceiver(() => ({ status: 201 }));
  const keys = createECDH('prime256v1');
  keys.generateKeys();
  const auth = randomBytes(16);

  /** RFC 8291, from the side of the browser. */
  const decrypt = (bytes: Buffer): unknown => {
    const [salt, sender] = [bytes.subarray(0, 16), bytes.subarray(21, 21 + (bytes[20] ?? 0))];
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), sender]);
    const secret = Buffer.from(hkdfSync('sha256', keys.computeSecret(sender), auth, info, 32));
    const key = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: aes128gcm\0', 16));
    const nonce = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: nonce\0', 12));
    const sealed = bytes.subarray(21 + sender.length);
    const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    // The last byte marks the end of the last record.
    return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString('utf8'));
  };

  return {
    ...receiver,
    address: JSON.stringify({ endpoint: receiver.url, keys: { p256dh: keys.getPublicKey('base64url'), auth: auth.toString('base64url') } }),
    read: () => receiver.received.map(({ bytes }) => decrypt(bytes)),
  };
}
