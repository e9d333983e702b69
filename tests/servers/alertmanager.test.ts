import { startAlertmanager } from './alertmanager.ts';
import { describeWith } from './describeWith.ts';

const config = (receiver: string): string => `route: { receiver: ${receiver} }\nreceivers: [{ name: ${receiver} }]\n`;

describeWith(['alertmanager'], 'Alertmanager', () => {
  test('takes an alert, reads a new configuration, ends', async () => {
    const server = await startAlertmanager({ config: config('first') });
    try {
      const alerts = `${server.url}/api/v2/alerts`;
      const posted = await fetch(alerts, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify([{ labels: { alertname: 'HighLoad' } }]),
      });
      expect(posted.status).toBe(200);
      const listed = (await (await fetch(alerts)).json()) as { receivers: { name: string }[] }[];
      expect(listed.map((alert) => alert.receivers[0]?.name)).toEqual(['first']);
      await server.reload(config('second'));
      const receivers = (await (await fetch(`${server.url}/api/v2/receivers`)).json()) as { name: string }[];
      expect(receivers.map(({ name }) => name)).toEqual(['second']);
      const status = (await (await fetch(`${server.url}/api/v2/status`)).json()) as { cluster: { status: string } };
      expect(status.cluster.status).toBe('disabled');
    } finally {
      await server.stop();
    }
    await expect(fetch(server.url)).rejects.toThrow();
  });
});
