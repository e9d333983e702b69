import { acknowledgeIncident } from '../incident/acknowledgeIncident.ts';
import { resolveIncident } from '../incident/resolveIncident.ts';
import { firing, openTestIncidents, request, resolved, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { saveRoutes } from '../route/saveRoutes.ts';
import { systemActor } from '#kit/transact';
import { flushIncidents } from '../tasks/flushIncidents.ts';
import { receiveAlerts } from './receiveAlerts.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender()));

const summary = async () =>
  (await platform.incidentsOf(sender)).map(({ number, status, severity, title }) => `${number} ${status} ${severity} ${title}`);
const eventsOf = (tenantId: string) =>
  platform.database.inTenant(tenantId, (db) => db.alertEvent.findMany({ orderBy: [{ at: 'asc' }, { id: 'asc' }] }));
const reasons = async () => (await eventsOf(sender.tenantId)).map(({ reason }) => reason);
const later = (minutes: number) => new Date(Date.parse('2026-11-20T11:00:00Z') + minutes * 60_000);

describe('one alert', () => {
  test('opens an incident, and tells everybody who follows', async () => {
    const before = platform.clock.now();
    expect(await platform.receive(sender, firing('Up', { labels: { severity: 'critical' }, annotations: { summary: 'Target is down' } }))).toEqual({
      alerts: 1,
      changed: 1,
    });

    const [incident, ...others] = await platform.incidentsOf(sender);
    expect(others).toEqual([]);
    expect(incident).toMatchObject({
      number: 1,
      title: 'Up: Target is down',
      status: 'TRIGGERED',
      severity: 'CRITICAL',
      labels: { alertname: 'Up', severity: 'critical' },
      reason: 'first_of_group',
      facts: { route: 'default', groupBy: ['alertname'], group: { alertname: 'Up' }, alerts: 1 },
      flushedAt: null,
    });
    const [alert] = await platform.alerts(sender);
    expect(alert).toMatchObject({ name: 'Up', status: 'FIRING', incidentId: incident?.id, receivedCount: 1, startsAt: later(0), endsAt: null });
    expect(await platform.story(sender, incident?.id ?? '')).toEqual(['opened']);

    expect(await platform.jobs(sender, 'alerts.changed/deriveResources')).toMatchObject([
      { alerts: [{ id: alert?.id, incidentId: incident?.id, status: 'FIRING' }] },
    ]);
    expect(await platform.jobs(sender, 'incident.opened/runAutomations')).toMatchObject([{ incident: { id: incident?.id, number: 1 } }]);
    expect(await platform.jobs(sender, 'flushIncident')).toEqual([{ incidentId: incident?.id }]);
    expect(incident?.flushAt?.getTime()).toBeGreaterThanOrEqual(before.getTime() + 30_000);
  });

  test('said again changes nothing but when and how often it was received', async () => {
    await platform.receive(sender, firing('Up'));
    const [before] = await platform.alerts(sender);
    const [incident] = await platform.incidentsOf(sender);
    const heard: string[] = [];
    const stop = platform.live.listen(({ tenantId, type }) => tenantId === sender.tenantId && heard.push(type));
    platform.advance(60);
    expect(await platform.receive(sender, firing('Up'))).toEqual({ alerts: 1, changed: 0 });
    stop();

    const [after] = await platform.alerts(sender);
    expect(after?.lastReceivedAt.getTime()).toBeGreaterThanOrEqual((before?.lastReceivedAt.getTime() ?? 0) + 60_000);
    expect(after).toEqual({ ...before, lastReceivedAt: after?.lastReceivedAt, receivedCount: 2 });
    expect(await platform.incidentsOf(sender)).toEqual([incident]);
    expect(await reasons()).toEqual(['new_alert']);
    expect(await platform.jobs(sender, 'alerts.changed/deriveResources')).toHaveLength(1);
    expect(heard).toEqual([]);
  });

  test('said again in other words keeps the newest words, without being a change', async () => {
    await platform.receive(sender, firing('Up', { annotations: { value: '93 %' } }));
    expect(await platform.receive(sender, firing('Up', { annotations: { value: '95 %' } }))).toEqual({ alerts: 1, changed: 0 });
    expect(await platform.alerts(sender)).toMatchObject([{ annotations: { value: '95 %' }, receivedCount: 2, status: 'FIRING', startsAt: later(0) }]);
    expect(await reasons()).toEqual(['new_alert']);
  });

  test('resolves, and its incident with it; firing again opens a new one', async () => {
    await platform.receive(sender, firing('Up'));
    expect(await platform.receive(sender, resolved('Up'))).toEqual({ alerts: 1, changed: 1 });
    expect(await platform.alerts(sender)).toMatchObject([{ status: 'RESOLVED', startsAt: later(0), endsAt: later(30) }]);
    const [first] = await platform.incidentsOf(sender);
    expect(first).toMatchObject({ status: 'RESOLVED', resolvedById: null, resolvedAt: expect.any(Date) });
    expect(await platform.story(sender, first?.id ?? '')).toEqual(['opened', 'alert_resolved', 'resolved']);
    expect(await platform.jobs(sender, 'incident.resolved/dispatchNotices')).toMatchObject([{ incident: { id: first?.id, status: 'RESOLVED' } }]);
    expect(await platform.receive(sender, resolved('Up'))).toEqual({ alerts: 1, changed: 0 });

    await platform.receive(sender, firing('Up', { startsAt: later(40) }));
    const [, second] = await platform.incidentsOf(sender);
    expect(second).toMatchObject({ number: 2, status: 'TRIGGERED', reason: 'group_fired_again', facts: { previous: { number: 1 } } });
    expect(await platform.alerts(sender)).toMatchObject([{ status: 'FIRING', startsAt: later(40), endsAt: null, incidentId: second?.id }]);
    const members = await platform.database.inTenant(sender.tenantId, (db) => db.incidentAlert.count());
    expect(members).toBe(2);
    expect(await reasons()).toEqual(['new_alert', 'resolved', 'fired_again']);
  });

  test('that was never seen firing is kept, and opens nothing', async () => {
    await platform.receive(sender, resolved('Up'));
    expect(await platform.alerts(sender)).toMatchObject([{ status: 'RESOLVED', incidentId: null, startsAt: later(0), endsAt: later(30) }]);
    expect(await platform.incidentsOf(sender)).toEqual([]);
    expect(await reasons()).toEqual(['resolved_unseen']);

    expect(await platform.receive(sender, firing('Up'))).toEqual({ alerts: 1, changed: 0 });
    expect(await platform.alerts(sender)).toMatchObject([{ status: 'RESOLVED', receivedCount: 2 }]);
    expect(await reasons()).toEqual(['resolved_unseen', 'late_firing']);
  });

  test('an end that came late leaves what fires now alone', async () => {
    await platform.receive(sender, firing('Up', { startsAt: later(40) }));
    await platform.receive(sender, resolved('Up'));
    expect(await platform.alerts(sender)).toMatchObject([{ status: 'FIRING', startsAt: later(40) }]);
    expect(await reasons()).toEqual(['new_alert', 'late_resolve']);
  });
});

describe('a group', () => {
  test('is one incident: others join it, it stays open until the last has ended, and what ended may rejoin', async () => {
    await platform.receive(sender, firing('Up', { labels: { pod: 'a', job: 'api' } }), firing('Up', { labels: { pod: 'b', job: 'api' } }));
    await platform.receive(sender, firing('Up', { labels: { pod: 'c', job: 'api', severity: 'critical' } }));
    expect(await summary()).toEqual(['1 TRIGGERED CRITICAL Up']);
    await platform.receive(sender, resolved('Up', { labels: { pod: 'a', job: 'api' } }), resolved('Up', { labels: { pod: 'b', job: 'api' } }));
    await platform.receive(sender, firing('Up', { labels: { pod: 'a', job: 'api' }, startsAt: later(35) }));
    await platform.receive(sender, resolved('Up', { labels: { pod: 'c', job: 'api', severity: 'critical' } }));
    expect(await summary()).toEqual(['1 TRIGGERED CRITICAL Up']);
    await platform.receive(sender, resolved('Up', { labels: { pod: 'a', job: 'api' }, startsAt: later(35), endsAt: later(36) }));
    expect(await summary()).toEqual(['1 RESOLVED CRITICAL Up']);

    const [incident] = await platform.incidentsOf(sender);
    expect(incident?.labels).toEqual({ alertname: 'Up', job: 'api' });
    expect(await platform.story(sender, incident?.id ?? '')).toEqual([
      'opened',
      'alert_joined',
      'alert_resolved',
      'alert_joined',
      'alert_resolved',
      'alert_resolved',
      'resolved',
    ]);
  });

  test('one that fires and one that ends in the same request: the incident goes on', async () => {
    await platform.receive(sender, firing('Up', { labels: { pod: 'a' } }));
    await platform.receive(sender, resolved('Up', { labels: { pod: 'a' } }), firing('Up', { labels: { pod: 'b' } }));
    expect(await summary()).toEqual(['1 TRIGGERED MEDIUM Up']);
  });

  test('is what the route says', async () => {
    await saveRoutes(platform, systemActor(sender.tenantId), {
      tree: { name: 'by cluster', groupBy: ['cluster'], groupWaitMs: 5_000 },
      expectedVersion: 0,
    });
    await platform.receive(
      sender,
      firing('Up', { labels: { cluster: 'eu' } }),
      firing('Disk', { labels: { cluster: 'eu' } }),
      firing('Up', { labels: { cluster: 'us' } }),
    );
    expect(await summary()).toEqual(['1 TRIGGERED MEDIUM Up and others', '2 TRIGGERED MEDIUM Up']);
    const [incident] = await platform.incidentsOf(sender);
    expect((incident?.flushAt?.getTime() ?? 0) - (incident?.openedAt.getTime() ?? 0)).toBe(5_000);
  });

  test('of a storm is one incident, in chunks of 500', async () => {
    const storm = Array.from({ length: 1_200 }, (_, pod) => firing('Up', { labels: { pod: String(pod) } }));
    expect(await platform.receive(sender, ...storm)).toEqual({ alerts: 1_200, changed: 1_200 });
    expect(await summary()).toEqual(['1 TRIGGERED MEDIUM Up']);
    expect((await platform.jobs(sender, 'alerts.changed/deriveResources')).map(({ alerts }) => alerts.length)).toEqual([500, 500, 200]);
    expect(await platform.receive(sender, ...storm)).toEqual({ alerts: 1_200, changed: 0 });
  });
});

describe('a person', () => {
  test('who acknowledges does not keep an incident from resolving by itself', async () => {
    await platform.receive(sender, firing('Up'));
    const [incident] = await platform.incidentsOf(sender);
    await acknowledgeIncident(platform, sender.caller, incident?.id ?? '');
    await platform.receive(sender, resolved('Up'));
    expect(await summary()).toEqual(['1 RESOLVED MEDIUM Up']);
  });

  test('who resolves it while its alert fires hears no more of it until the alert begins anew', async () => {
    await platform.receive(sender, firing('Up', { startsAt: new Date(Date.now() - 60_000) }));
    const [alert] = await platform.alerts(sender);
    const [incident] = await platform.incidentsOf(sender);
    await resolveIncident(platform, sender.caller, incident?.id ?? '');
    expect(await platform.receive(sender, firing('Up', { startsAt: alert?.startsAt }))).toEqual({ alerts: 1, changed: 0 });
    expect(await summary()).toEqual(['1 RESOLVED MEDIUM Up']);

    platform.advance(60);
    await platform.receive(sender, firing('Up', { startsAt: platform.clock.now() }));
    expect(await summary()).toEqual(['1 RESOLVED MEDIUM Up', '2 TRIGGERED MEDIUM Up']);
  });

  test('who resolves it before its alert resolves gets a new incident when it fires again', async () => {
    await platform.receive(sender, firing('Up'));
    const [incident] = await platform.incidentsOf(sender);
    await resolveIncident(platform, sender.caller, incident?.id ?? '');
    await platform.receive(sender, resolved('Up'));
    expect(await platform.story(sender, incident?.id ?? '')).toEqual(['opened', 'resolved', 'alert_resolved']);
    await platform.receive(sender, firing('Up', { startsAt: later(40) }));
    expect(await summary()).toEqual(['1 RESOLVED MEDIUM Up', '2 TRIGGERED MEDIUM Up']);
  });
});

describe('identity', () => {
  test('a custom fingerprint makes alerts of many pods one, whose severity may change', async () => {
    sender = await platform.createSender('ALERTMANAGER', ['alertname']);
    await platform.receive(sender, firing('Up', { labels: { pod: 'a', severity: 'warning' } }));
    await platform.receive(sender, firing('Up', { labels: { pod: 'b', severity: 'critical' } }));
    expect(await platform.alerts(sender)).toMatchObject([{ severity: 'CRITICAL', labels: { pod: 'b' }, receivedCount: 2 }]);
    expect(await summary()).toEqual(['1 TRIGGERED CRITICAL Up']);
    await platform.receive(sender, firing('Up', { labels: { pod: 'b', severity: 'info' } }));
    expect(await summary()).toEqual(['1 TRIGGERED CRITICAL Up']);
    expect(await reasons()).toEqual(['new_alert', 'severity_changed', 'severity_changed']);
  });

  test('the same alert twice in one request: the later word wins', async () => {
    expect(await platform.receive(sender, resolved('Up'), firing('Up'))).toEqual({ alerts: 2, changed: 1 });
    expect(await platform.alerts(sender)).toMatchObject([{ status: 'FIRING', receivedCount: 2 }]);
  });

  test('requests joined into one batch end as they would one after the other', async () => {
    const receipts = await receiveAlerts(platform, sender.tenantId, [
      request(sender, firing('Up')),
      request(sender, firing('Up')),
      request(sender, resolved('Up')),
      request(sender, firing('Up', { startsAt: later(40) })),
    ]);
    expect(receipts.map(({ changed }) => changed)).toEqual([1, 0, 1, 1]);
    expect(await summary()).toEqual(['1 RESOLVED MEDIUM Up', '2 TRIGGERED MEDIUM Up']);
    expect(await platform.alerts(sender)).toMatchObject([{ receivedCount: 4 }]);
    expect(await platform.database.inTenant(sender.tenantId, (db) => db.payload.count())).toBe(4);
  });

  test('labels of any name and number, and times of any year, are kept', async () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`label ${at} 標籤`, '值']));
    const odd = JSON.parse('{"__proto__":"kept","":"empty"}');
    await platform.receive(
      sender,
      firing('Many', { labels: many }),
      firing('Odd', { labels: odd, startsAt: new Date('2099-01-01'), repaired: ['labels.a'] }),
    );
    const [first, second] = await platform.alerts(sender);
    expect(Object.keys(first?.labels ?? {})).toHaveLength(10_001);
    expect(JSON.stringify(second?.labels)).toContain('"__proto__":"kept"');
    expect(second?.startsAt).toEqual(new Date('2099-01-01'));
    expect((await eventsOf(sender.tenantId))[1]?.facts).toMatchObject({ replacedCharactersIn: ['labels.a'] });
  });
});

describe('at the same time', () => {
  test('twenty requests with the same new alert make one alert and one incident', async () => {
    const receipts = await Promise.all(Array.from({ length: 20 }, () => platform.receive(sender, firing('Up'))));
    expect(receipts.reduce((sum, { changed }) => sum + changed, 0)).toBe(1);
    expect(await platform.alerts(sender)).toMatchObject([{ receivedCount: 20 }]);
    expect(await summary()).toEqual(['1 TRIGGERED MEDIUM Up']);
  });

  test('numbers have no gaps, and groups no second open incident', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, at) => platform.receive(sender, firing(`Alert ${at % 4}`, { labels: { pod: String(at) } }))));
    expect((await platform.incidentsOf(sender)).map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  });

  test('a person and the intake decide one after the other', async () => {
    await platform.receive(sender, firing('Up', { labels: { pod: 'a' } }));
    const [incident] = await platform.incidentsOf(sender);
    await Promise.all([
      resolveIncident(platform, sender.caller, incident?.id ?? ''),
      ...['b', 'c', 'd'].map((pod) => platform.receive(sender, firing('Up', { labels: { pod } }))),
    ]);
    const open = (await platform.incidentsOf(sender)).filter(({ status }) => status !== 'RESOLVED');
    expect(open.length).toBeLessThanOrEqual(1);
    const stray = (await platform.alerts(sender)).filter(({ incidentId }) => incidentId === null);
    expect(stray).toEqual([]);
  });

  test('tenants neither see nor number each other', async () => {
    const other = await platform.createSender();
    await Promise.all([platform.receive(sender, firing('Up')), platform.receive(other, firing('Up'))]);
    const [mine, theirs] = [await platform.alerts(sender), await platform.alerts(other)];
    expect([mine, theirs].map(({ length }) => length)).toEqual([1, 1]);
    expect(mine[0]?.fingerprint).toBe(theirs[0]?.fingerprint);
    expect(mine[0]?.id).not.toBe(theirs[0]?.id);
    expect((await platform.incidentsOf(other)).map(({ number }) => number)).toEqual([1]);
  });

  test('a batch for one tenant cannot be written with the integration of another', async () => {
    const other = await platform.createSender();
    await expect(platform.receive({ ...sender, integrationId: other.integrationId }, firing('Up'))).rejects.toThrow();
    expect(await platform.alerts(sender)).toEqual([]);
    expect(await platform.incidentsOf(sender)).toEqual([]);
  });
});

test('an incident that came and went within group_wait is never announced', async () => {
  await platform.receive(sender, firing('Up'));
  await platform.receive(sender, resolved('Up'));
  const [incident] = await platform.incidentsOf(sender);
  platform.advance(60);
  await flushIncidents(platform, sender.tenantId, [incident?.id ?? '']);
  expect((await platform.incidentsOf(sender))[0]?.flushedAt).toBeNull();
  expect(await platform.jobs(sender, 'incident.flushed/dispatchNotices')).toEqual([]);
});
