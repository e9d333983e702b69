import { createHash, randomBytes } from 'node:crypto';
import { ask } from './ask.ts';
import type { Place } from './place.ts';

/** A file of an incident, from its sender through the gateway into the store and back, and out of the reach of everybody else. */

type File = { id: string; name: string; bytes: number; sha256: string; createdBy: { name: string } | null };

export function attachmentJourney(place: () => Place): void {
  describe('an attachment', () => {
    const fetchFile = (path: string, { apiKey = place().platform.apiKey, ...init }: RequestInit & { apiKey?: string } = {}) =>
      fetch(new URL(`/files/incidents/${path}`, place().platform.graphqlUrl), {
        ...init,
        headers: { 'content-type': 'application/octet-stream', ...(apiKey !== '' && { authorization: `Bearer ${apiKey}` }) },
      });
    const list = async (incident: string): Promise<File[]> => {
      type Answer = { incident: { attachments: { edges: { node: File }[] } } };
      const fields = 'id name bytes sha256 createdBy { name }';
      const query = `query ($id: ID!) { incident(id: $id) { attachments { edges { node { ${fields} } } } } }`;
      return (await ask<Answer>(place().platform, query, { id: incident })).incident.attachments.edges.map(({ node }) => node);
    };
    const removal = 'mutation ($id: ID!, $file: ID!) { removeIncidentAttachment(id: $id, attachmentId: $file) { id } }';

    test('is uploaded, listed, downloaded and removed, and another tenant reaches none of it', async () => {
      const { platform } = place();
      const { createIncident } = await ask<{ createIncident: { id: string } }>(
        platform,
        'mutation { createIncident(incident: { title: "Customers cannot pay", severity: HIGH }) { id } }',
      );
      const incident = createIncident.id;
      const body = randomBytes(3 * 1024 * 1024);
      const sha256 = createHash('sha256').update(body).digest('hex');
      const at = `${incident}/attachments`;

      const uploaded = await fetchFile(`${at}?name=${encodeURIComponent('傾印.bin')}`, { method: 'POST', body });
      expect(uploaded.status).toBe(201);
      const files = await list(incident);
      expect(files).toEqual([expect.objectContaining({ name: '傾印.bin', bytes: body.length, sha256 })]);
      const file = files[0]?.id ?? '';
      const downloaded = await fetchFile(`${at}/${file}`);
      expect([downloaded.status, Buffer.from(await downloaded.arrayBuffer()).equals(body)]).toEqual([200, true]);

      const other = { ...platform, apiKey: platform.addTenant() };
      expect((await ask<{ incidents: { totalCount: number } }>(other, '{ incidents { totalCount } }')).incidents.totalCount).toBe(0);
      const refusals = [
        await fetchFile(`${at}/${file}`, { apiKey: other.apiKey }),
        await fetchFile(`${at}?name=x`, { apiKey: other.apiKey, method: 'POST', body: 'x' }),
        await fetchFile(`${at}/${file}`, { apiKey: '' }),
      ];
      expect(refusals.map(({ status }) => status)).toEqual([404, 404, 401]);
      await expect(ask(other, removal, { id: incident, file })).rejects.toThrow('NOT_FOUND');

      expect(await list(incident)).toHaveLength(1);
      await ask(platform, removal, { id: incident, file });
      expect(await list(incident)).toEqual([]);
      expect((await fetchFile(`${at}/${file}`)).status).toBe(404);
    }, 120_000);
  });
}
