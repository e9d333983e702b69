import type { HttpRequest, HttpResponse, Route } from '#kit/serve';
import { recordChanges } from '../../changeEvent/recordChanges.ts';
import type { Sender } from '../authenticate.ts';
import { type Intake, readText, tokenOf } from '../intake.ts';
import { readCloudEvents } from '../sources/cloudevents/readCloudEvents.ts';
import { openSettings, type OpenSettings } from '../sources/cloudevents/settings.ts';
import { sortEvents } from '../sources/cloudevents/sortEvents.ts';

/** Where CloudEvents come in, in any of their three modes over HTTP. What is neither alert nor change is kept, counted and left alone. */
export function cloudEventRoutes(intake: Intake): Route[] {
  const settingsOf = createSettings();
  return ['/ingest/cloudevents/:token', '/ingest/cloudevents'].map((path) => ({
    method: 'POST',
    path,
    handle: (request) => receive(intake, settingsOf, request),
  }));
}

async function receive(intake: Intake, settingsOf: (sender: Sender) => OpenSettings, request: HttpRequest): Promise<HttpResponse> {
  const sender = await intake.authenticate(tokenOf(request), 'CLOUDEVENTS');
  const body = await readText(request);
  const { alerts, changes, ignored } = sortEvents(readCloudEvents(request.headers, body), settingsOf(sender), intake.platform.clock.now());
  const receipt = await intake.receive(sender, body, alerts);
  // Changes are known by their event's id: a request that is sent again because this failed keeps none twice.
  if (changes.length > 0) await recordChanges(intake.platform, sender, null, changes);
  return { status: 200, body: { status: 'accepted', ...receipt, changes: changes.length, ignored } };
}

/** Expressions are compiled once for as long as their sender is remembered. */
function createSettings(): (sender: Sender) => OpenSettings {
  const opened = new WeakMap<Sender, OpenSettings>();
  return (sender) => {
    const known = opened.get(sender) ?? openSettings(sender.settings);
    opened.set(sender, known);
    return known;
  };
}
