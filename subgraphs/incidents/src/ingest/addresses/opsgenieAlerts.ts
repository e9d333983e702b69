import { AppError } from '#kit/errors';
import type { Platform } from '#kit/transact';
import type { Alert, Incident, Prisma } from '#prisma/generated/client';
import { z } from 'zod';
import { labelsOf } from '../../incident/incidentFacts.ts';
import { isUuid } from '../../isUuid.ts';
import type { Sender } from '../authenticate.ts';
import { fingerprintOfKey } from '../fingerprint.ts';
import { readOpsgenieQuery } from '../sources/opsgenieQuery.ts';

/** Alerts of an integration as Opsgenie shows them. */

/** What is kept of an action: the address says which alert it is about, the body only what is said. */
const kept = z.object({
  action: z.enum(['close', 'acknowledge', 'addNote', 'delete']),
  identifier: z.string(),
  identifierType: z.string(),
  body: z.string(),
});
export type Kept = z.infer<typeof kept>;
export type Name = Pick<Kept, 'identifier' | 'identifierType'>;

type Found = Alert & { incident: Pick<Incident, 'status' | 'acknowledgedAt' | 'updatedAt'> | null };
const withIncident = { incident: { select: { status: true, acknowledgedAt: true, updatedAt: true } } } as const;

/** The alert of this integration that goes by this name; null when there is none. */
export function findNamed({ database }: Pick<Platform, 'database'>, sender: Sender, { identifier, identifierType }: Name): Promise<Found | null> {
  const integrationId = sender.id;
  return database.inTenant(sender.tenantId, async (db) => {
    switch (identifierType) {
      case 'alias': {
        const fingerprint = fingerprintOfKey(sender.id, identifier);
        const named = await db.alert.findFirst({ where: { integrationId, fingerprint }, include: withIncident });
        // An alert that came without an alias goes by its id there.
        return named ?? (isUuid(identifier) ? db.alert.findFirst({ where: { integrationId, id: identifier }, include: withIncident }) : null);
      }
      case 'tiny': {
        if (!/^[0-9a-f]{8}$/.test(identifier)) return null;
        const [tiny] = await db.$queryRaw<{ id: string }[]>`
          SELECT id FROM alert WHERE integration_id = ${integrationId}::uuid AND right(id::text, ${tinyLength}::int) = ${identifier} ORDER BY id DESC LIMIT 1`;
        return tiny ? db.alert.findFirst({ where: { id: tiny.id }, include: withIncident }) : null;
      }
      case 'id':
        return isUuid(identifier) ? db.alert.findFirst({ where: { integrationId, id: identifier }, include: withIncident }) : null;
      default:
        throw new AppError('BAD_USER_INPUT', `"identifierType" is id, tiny or alias, not "${identifierType}".`);
    }
  });
}

/** One alert; NOT_FOUND when this integration has none of this name. */
export async function showNamed(platform: Pick<Platform, 'database'>, sender: Sender, name: Name): Promise<object> {
  const alert = await findNamed(platform, sender, name);
  if (!alert) throw new AppError('NOT_FOUND', `There is no alert with the ${name.identifierType} "${name.identifier}".`);
  const { description, ...details } = labelsOf(alert.annotations);
  return { ...shown(alert, sender), description: description ?? '', entity: labelsOf(alert.labels)['entity'] ?? '', details };
}

/** `offset` may not lead further, as with Opsgenie. */
const furthest = 20_000;

/** A page of the integration's alerts, the newest first, that meet `query`. */
export async function listNamed({ database }: Pick<Platform, 'database'>, sender: Sender, parameters: URLSearchParams): Promise<object> {
  const { status, alias } = readOpsgenieQuery(parameters.get('query') ?? '');
  const [limit, offset] = [whole(parameters, 'limit', 20, 1, 100), whole(parameters, 'offset', 0, 0, furthest)];
  const where: Prisma.AlertWhereInput = {
    integrationId: sender.id,
    ...(alias !== undefined && { fingerprint: fingerprintOfKey(sender.id, alias) }),
    ...(status !== undefined && { status: status === 'closed' ? 'RESOLVED' : 'FIRING' }),
    ...(status === 'acked' && { incident: { status: 'ACKNOWLEDGED' } }),
    ...(status === 'unacked' && { NOT: { incident: { status: 'ACKNOWLEDGED' } } }),
  };
  const order = parameters.get('order') === 'asc' ? 'asc' : 'desc';
  const alerts = await database.inTenant(sender.tenantId, (db) =>
    db.alert.findMany({ where, include: withIncident, orderBy: [{ firstReceivedAt: order }, { id: order }], skip: offset, take: limit }),
  );
  return { data: alerts.map((alert) => shown(alert, sender)) };
}

function whole(parameters: URLSearchParams, name: string, usual: number, least: number, most: number): number {
  const value = Number(parameters.get(name) ?? usual);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new AppError('BAD_USER_INPUT', `"${name}" must be between ${least} and ${most}.`);
  return value;
}

/** The last characters of the id: the others are mostly time. */
const tinyLength = 8;

function shown({ id, labels: column, annotations, status, incident, ...alert }: Found, sender: Sender): object {
  const labels = labelsOf(column);
  return {
    id,
    tinyId: id.slice(-tinyLength),
    alias: labelsOf(annotations)['alias'] ?? id,
    message: labels['alertname'] ?? alert.name,
    status: status === 'FIRING' ? 'open' : 'closed',
    acknowledged: incident?.status === 'ACKNOWLEDGED',
    isSeen: incident?.acknowledgedAt != null,
    tags: labels['tags']?.split(',') ?? [],
    snoozed: false,
    count: alert.receivedCount,
    lastOccurredAt: alert.lastReceivedAt.toISOString(),
    createdAt: alert.firstReceivedAt.toISOString(),
    updatedAt: (incident?.updatedAt ?? alert.lastReceivedAt).toISOString(),
    source: labels['source'] ?? '',
    owner: '',
    priority: labels['priority'] ?? 'P3',
    responders: [],
    integration: { id: sender.id, name: sender.name, type: 'API' },
  };
}

/** What each action is called when it is done. */
const outcomes = {
  create: ['Create', 'Created alert'],
  close: ['Close', 'Closed alert'],
  acknowledge: ['Acknowledge', 'Acknowledged alert'],
  addNote: ['AddNote', 'Added note'],
  delete: ['Delete', 'Deleted alert'],
} as const;

/** Between when an id was made and when its request was kept lie milliseconds, or a long wait for the database. */
const keptWithinMs = 600_000;

/** How a request of this integration ended. NOT_FOUND for an id that none was answered with. */
export async function describeRequest(platform: Pick<Platform, 'database'>, sender: Sender, requestId: string): Promise<object> {
  const payload = isUuid(requestId) ? await findPayload(platform, sender, requestId) : null;
  if (!payload) throw new AppError('NOT_FOUND', `There was no request with the id "${requestId}".`);
  const read = kept.safeParse(JSON.parse(payload.body));
  const created = z.object({ alias: z.string().nullish() }).catch({}).parse(JSON.parse(payload.body));
  const name = read.data ?? { identifier: created.alias || requestId, identifierType: 'alias' };
  const [action, done] = outcomes[read.data?.action ?? 'create'];
  const alert = await findNamed(platform, sender, name);
  return {
    success: alert !== null,
    action,
    processedAt: payload.at.toISOString(),
    integrationId: sender.id,
    isSuccess: alert !== null,
    status: alert ? done : 'Alert does not exist',
    alertId: alert?.id ?? '',
    alias: alert ? (labelsOf(alert.annotations)['alias'] ?? alert.id) : '',
  };
}

/** The id begins with the time it was made at (UUID version 7), which spares a search through all partitions. */
function findPayload({ database }: Pick<Platform, 'database'>, sender: Sender, id: string) {
  const made = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
  if (made > 8_640_000_000_000_000 - keptWithinMs) return null;
  const at = { gte: new Date(made - keptWithinMs), lt: new Date(made + keptWithinMs) };
  return database.inTenant(sender.tenantId, (db) => db.payload.findFirst({ where: { id, at, integrationId: sender.id } }));
}
