import type { HttpRequest, HttpResponse, Route } from '#kit/serve';
import { z } from 'zod';
import { confirmSubscription } from '../confirmSubscription.ts';
import { type Intake, parseJson, readText, tokenOf } from '../intake.ts';
import type { SourceAlert } from '../receivedAlert.ts';
import { readAlertmanager } from '../sources/alertmanager.ts';
import { alertOfNotification, readSnsDelivery } from '../sources/amazonSns.ts';
import { readFormattedWebhook } from '../sources/formattedWebhook.ts';
import { readGrafana } from '../sources/grafana.ts';
import { readGrafanaLegacy } from '../sources/grafanaLegacy.ts';

/**
 * The addresses that Grafana OnCall gave its integrations, under another host: whoever moves changes one name. The type in the address says the format; one that
 * is not known here is read as a webhook. Answered with `Ok.`, as OnCall does.
 */
export function oncallRoutes(intake: Intake): Route[] {
  return [{ method: 'POST', path: '/integrations/v1/:type/:token', handle: (request) => receive(intake, request) }];
}

async function receive(intake: Intake, request: HttpRequest): Promise<HttpResponse> {
  const sender = await intake.authenticate(tokenOf(request), 'ONCALL');
  const { clock, outbound } = intake.platform;
  const body = await readText(request);
  const payload = parseJson(body);
  if (request.params['type'] === 'amazon_sns') {
    const delivery = readSnsDelivery(payload);
    if (delivery.Type === 'SubscriptionConfirmation') await confirmSubscription(outbound, delivery.SubscribeURL);
    await intake.receive(sender, body, delivery.Type === 'Notification' ? [alertOfNotification(delivery, clock.now())] : []);
  } else {
    await intake.receive(sender, body, readAs(request.params['type'] ?? '', payload, clock.now()));
  }
  return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'Ok.' };
}

/** What tells Grafana's and Alertmanager's webhooks from all others, whatever the integration was called. */
const family = z.object({ version: z.enum(['1', '4']), alerts: z.array(z.unknown()) });

function readAs(type: string, payload: unknown, now: Date): SourceAlert[] {
  const version = family.safeParse(payload).data?.version;
  switch (type) {
    case 'alertmanager':
      return version === '1' ? readGrafana(payload, now) : readAlertmanager(payload, now);
    case 'grafana_alerting':
      return version === '4' ? readAlertmanager(payload, now) : readGrafana(payload, now);
    case 'grafana':
      return version === undefined ? [readGrafanaLegacy(payload, now)] : readAs('grafana_alerting', payload, now);
    default:
      return version === undefined ? [readFormattedWebhook(payload, now)] : readAs('grafana_alerting', payload, now);
  }
}
