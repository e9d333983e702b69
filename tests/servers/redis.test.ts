import { Redis as Client } from 'ioredis';
import { describeWith } from './describeWith.ts';
import { startRedis } from './redis.ts';

describeWith(['redis'], 'Redis', () => {
  test('keeps a value, ends, and comes back empty at the same address', async () => {
    const first = await startRedis();
    const client = new Client(first.url);
    await client.set('key', 'value');
    expect(await client.get('key')).toBe('value');
    client.disconnect();
    await first.stop();
    const second = await startRedis({ port: first.port });
    const again = new Client(second.url);
    expect(await again.get('key')).toBeNull();
    again.disconnect();
    await second.stop();
  });
});
