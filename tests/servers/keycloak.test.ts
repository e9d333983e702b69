import { describeWith } from './describeWith.ts';
import { startKeycloak } from './keycloak.ts';

const realm = {
  realm: 'acme',
  enabled: true,
  clients: [{ clientId: 'robot', enabled: true, secret: 'secret', serviceAccountsEnabled: true, standardFlowEnabled: false }],
};

describeWith(['keycloak'], 'Keycloak', () => {
  test('imports a realm and signs tokens for its client', async () => {
    const server = await startKeycloak({ realms: [realm] });
    try {
      const discovery = (await (await fetch(`${server.issuer('acme')}/.well-known/openid-configuration`)).json()) as {
        issuer: string;
        token_endpoint: string;
      };
      expect(discovery.issuer).toBe(server.issuer('acme'));
      const answer = await fetch(discovery.token_endpoint, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'robot', client_secret: 'secret' }),
      });
      const { access_token: token } = (await answer.json()) as { access_token: string };
      const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { iss: string; azp: string };
      expect(claims).toMatchObject({ iss: server.issuer('acme'), azp: 'robot' });
    } finally {
      await server.stop();
    }
    await expect(fetch(server.url)).rejects.toThrow();
  }, 240_000);
});
