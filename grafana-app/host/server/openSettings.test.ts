import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSettings } from './openSettings.ts';

const start = { gatewayUrl: 'http://localhost:4000', connectionSecret: 'first' };

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'host-settings-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('openSettings', () => {
  it('begins with what the host was started with', async () => {
    const settings = await openSettings(folder, start);
    expect(settings.read()).toEqual({
      enabled: true,
      pinned: true,
      jsonData: { gatewayUrl: 'http://localhost:4000' },
      secureJsonData: { connectionSecret: 'first' },
    });
  });

  it('keeps a change over a restart, readable by its owner only', async () => {
    const settings = await openSettings(folder, start);
    await settings.change({ jsonData: { gatewayUrl: 'http://other' }, secureJsonData: { more: 'x' } });
    const again = await openSettings(folder, start);
    expect(again.read()).toMatchObject({
      enabled: true,
      jsonData: { gatewayUrl: 'http://other' },
      secureJsonData: { connectionSecret: 'first', more: 'x' },
    });
    expect((await stat(join(folder, 'plugin-settings.json'))).mode & 0o777).toBe(0o600);
  });

  it('lets a new start value win over what was saved before it', async () => {
    const settings = await openSettings(folder, start);
    await settings.change({ jsonData: { gatewayUrl: 'http://other' } });
    const again = await openSettings(folder, { ...start, gatewayUrl: 'http://localhost:5000' });
    expect(again.read().jsonData).toEqual({ gatewayUrl: 'http://localhost:5000' });
  });
});
