import type { Route } from '#kit/serve';
import { type Intake, parseJson, readText, tokenOf } from '../intake.ts';
import { requireSignature } from '../requireSignature.ts';
import { readGrafana } from '../sources/grafana.ts';

/**
 * Where a contact point of Grafana's alerting (type "Webhook") sends to, the token in the address or as `Authorization: Bearer`. An integration with a secret
 * takes only what is signed with it, as Grafana does when the contact point has an HMAC secret.
 */
export function grafanaRoutes(intake: Intake): Route[] {
  return ['/ingest/grafana/:token', '/ingest/grafana'].map((path) => ({
    method: 'POST',
    path,
    async handle(request) {
      const sender = await intake.authenticate(tokenOf(request), 'GRAFANA');
      const body = await readText(request);
      const { headers } = request;
      requireSignature(intake.platform, sender, {
        body,
        signature: headers['x-grafana-alerting-signature'],
        timestamp: headers['x-grafana-alerting-timestamp'],
      });
      const receipt = await intake.receive(sender, body, readGrafana(parseJson(body), intake.platform.clock.now()));
      return { status: 200, body: { status: 'accepted', ...receipt } };
    },
  }));
}
