import { type Matcher, MatcherSyntaxError, parseMatchers } from '#contracts/matcher';
import { AppError, toAppError } from '#kit/errors';
import type { HttpRequest, HttpResponse, Route } from '#kit/serve';
import type { Caller } from '#kit/caller';
import { systemActor, transact } from '#kit/transact';
import { errorCodes } from '#contracts/errors';
import type { Sender } from '../ingest/authenticate.ts';
import { type Intake, parseJson, readText, tokenOf } from '../ingest/intake.ts';
import { readShape } from '../ingest/sources/readShape.ts';
import { isUuid } from '../isUuid.ts';
import { createSilence } from '../silence/createSilence.ts';
import { expireSilence } from '../silence/expireSilence.ts';
import { readMatchers } from '../silence/readActiveSilences.ts';
import { updateSilence } from '../silence/updateSilence.ts';
import type { IncidentsDb } from '../context.ts';
import { RE2JS, RE2JSException } from 're2js';
import { readFiring } from './readFiring.ts';
import { readStatus } from './readStatus.ts';
import { postableSilence } from './shapes.ts';
import { type AlertQuery, showAlerts, showGroups } from './showAlerts.ts';
import { showSilence, showSilences } from './showSilences.ts';

/** One operation of the API: what it is given, and what it answers. */
type Operation = (request: HttpRequest, sender: Sender) => Promise<HttpResponse>;

/**
 * Alertmanager's API v2 below the address that Prometheus pushes to, so that amtool, Grafana's Alertmanager datasource and dashboards work against the platform
 * with that address and no other change. The integration's token is the key to it: it reads what fires and mutes it, as Alertmanager lets anybody do. Posting
 * alerts is the intake's own address. Errors are a JSON string, as there.
 */
export function alertmanagerRoutes(intake: Intake): Route[] {
  const { platform } = intake;
  const startedAt = (): Date => new Date(platform.clock.now().getTime() - process.uptime() * 1000);

  const read = <Answer>({ tenantId }: Sender, work: (db: IncidentsDb) => Promise<Answer>): Promise<Answer> =>
    platform.database.inTenant(tenantId, work);
  const fired = async ({ tenantId }: Sender) => transact(platform, systemActor(tenantId), (unit) => readFiring(unit, tenantId));

  const operations: [method: Route['method'], path: string, operation: Operation][] = [
    ['GET', 'alerts', async ({ query }, sender) => ok(showAlerts(await fired(sender), alertQuery(query)))],
    ['GET', 'alerts/groups', async ({ query }, sender) => ok(showGroups(await fired(sender), alertQuery(query)))],
    ['GET', 'receivers', async (_, sender) => ok(await read(sender, readReceivers))],
    ['GET', 'status', async (_, sender) => ok(await read(sender, (db) => readStatus(db, startedAt())))],
    [
      'GET',
      'silences',
      async ({ query }, sender) => {
        const silences = await read(sender, (db) => db.silence.findMany({ orderBy: { createdAt: 'desc' }, take: mostSilences }));
        return ok(showSilences(silences.map(readMatchers), readFilter(query), platform.clock.now()));
      },
    ],
    [
      'POST',
      'silences',
      async (request, sender) => {
        const { id, annotations, ...rest } = readShape(postableSilence, parseJson(await readText(request)), 'a silence of Alertmanager');
        const draft = { ...rest, ...(annotations && { annotations }) };
        const caller = callerOf(sender);
        const silence = id ? await updateSilence(platform, caller, id, draft) : await createSilence(platform, caller, draft);
        return ok({ silenceID: silence.id });
      },
    ],
    [
      'GET',
      'silence/:id',
      async ({ params: { id = '' } }, sender) => {
        const silence = isUuid(id) ? await read(sender, (db) => db.silence.findFirst({ where: { id } })) : null;
        if (!silence) throw new AppError('NOT_FOUND', `There is no silence ${id}.`);
        return ok(showSilence(readMatchers(silence), platform.clock.now()));
      },
    ],
    [
      'DELETE',
      'silence/:id',
      async ({ params: { id = '' } }, sender) => {
        await expireSilence(platform, callerOf(sender), id);
        return { status: 200 };
      },
    ],
  ];

  return operations.flatMap(([method, path, operation]) =>
    ['/ingest/prometheus/:token/api/v2/', '/ingest/prometheus/api/v2/'].map((base) => ({
      method,
      path: base + path,
      handle: (request: HttpRequest) => answer(intake, operation, request),
    })),
  );
}

/** Most silences of one answer, the latest made ones: the API knows no pages. */
const mostSilences = 10_000;

async function answer(intake: Intake, operation: Operation, request: HttpRequest): Promise<HttpResponse> {
  try {
    return await operation(request, await intake.authenticate(tokenOf(request), 'PROMETHEUS'));
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'INTERNAL') throw thrown;
    // Alertmanager says 400 of every request that it does not take.
    const status = error.code === 'UNKNOWN_SHAPE' || error.code === 'CONFLICT' ? 400 : errorCodes[error.code].status;
    return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(`${error.code}: ${error.message}`) };
  }
}

function ok(body: object): HttpResponse {
  return { status: 200, body };
}

/** What a token may do here. */
function callerOf({ tenantId }: Sender): Caller {
  return { tenantId, personId: null, teamIds: [], permissions: ['silences:read', 'silences:manage'], scope: null, via: 'INTEGRATION' };
}

async function readReceivers(db: IncidentsDb): Promise<{ name: string }[]> {
  const routes = await db.route.findMany({ where: { archivedAt: null }, select: { name: true }, orderBy: { name: 'asc' } });
  return [...new Set(routes.map(({ name }) => name))].map((name) => ({ name }));
}

function alertQuery(query: URLSearchParams): AlertQuery {
  const flag = (name: string): boolean => readFlag(name, query.get(name));
  // Nothing here is ever unprocessed: an alert is in its incident before its sender is answered.
  flag('unprocessed');
  return {
    active: flag('active'),
    silenced: flag('silenced'),
    inhibited: flag('inhibited'),
    muted: flag('muted'),
    filter: readFilter(query),
    isReceiver: readReceiver(query.get('receiver')),
  };
}

function readFlag(name: string, value: string | null): boolean {
  if (value === null || value === '' || value === 'true' || value === '1') return true;
  if (value === 'false' || value === '0') return false;
  throw new AppError('BAD_USER_INPUT', `"${name}" is true or false, not ${value}.`);
}

/** `filter` comes once for each matcher. */
function readFilter(query: URLSearchParams): Matcher[] {
  try {
    return query.getAll('filter').flatMap(parseMatchers);
  } catch (error) {
    if (error instanceof MatcherSyntaxError) throw new AppError('BAD_USER_INPUT', `A filter cannot be read: ${error.message}.`, { cause: error });
    throw error;
  }
}

function readReceiver(expression: string | null): (name: string) => boolean {
  if (!expression) return () => true;
  try {
    const pattern = RE2JS.compile(expression);
    return (name) => pattern.matches(name);
  } catch (error) {
    if (error instanceof RE2JSException) throw new AppError('BAD_USER_INPUT', `"receiver" cannot be read: ${error.message}.`, { cause: error });
    throw error;
  }
}
