import type { Language } from '#contracts/directory';
import type { IncidentFacts } from '#contracts/events';
import { AppError } from '#kit/errors';
import { z } from 'zod';
import type { NotifyDb, NotifyPlatform } from '../context.ts';
import { composeMessage } from '../message/composeMessage.ts';
import type { Message } from '../message/message.ts';
import type { NoticeEvent } from '../notice/noticeEvent.ts';
import type { PolicyDraft } from '../policy/policyDraft.ts';
import { readPolicy } from '../policy/readPolicy.ts';
import { fillIn, readStanding } from './applyTemplates.ts';
import { pickTemplates, type TemplateTarget } from './pickTemplates.ts';
import { faultsOf, type TemplateDraft } from './templateShape.ts';

/** What a draft would make of a notice: the message, with where each part comes from; or what is wrong, and then the message is the built-in one. */
export type Preview = {
  message: Message;
  faults: { language: string; part: string; message: string }[];
  /** Why it could not be filled in; null when it could. */
  failure: string | null;
};

/** An incident that shows everything a template can say. */
const sample: IncidentFacts = {
  ...{ id: '00000000-0000-7000-8000-000000000001', number: 1234, title: 'Checkout answers slowly', status: 'TRIGGERED', severity: 'CRITICAL' },
  labels: { alertname: 'LatencyHigh', service: 'checkout', cluster: 'eu-1' },
  ...{ openedAt: '2026-01-31T12:00:00.000Z', acknowledgedAt: null, resolvedAt: null },
};

const details: Partial<Record<NoticeEvent, object>> = {
  acknowledged: { byName: 'Ada Lovelace' },
  resolved: { byName: 'Ada Lovelace' },
  mentioned: { byName: 'Ada Lovelace', text: 'Could you have a look at the database?' },
  updated: { text: 'Two more alerts joined.' },
  sla_breached: { dueAt: '2026-01-31T12:15:00.000Z' },
  digest: { lines: ['#12 Disk of db-1 is full', '#13 Checkout answers slowly'] },
};

/**
 * Renders a draft over what it inherits, as the place that it is for would be told, of a sample or of an incident that the caller sees. NOT_FOUND for one that
 * they do not.
 */
export async function previewNotice(
  platform: NotifyPlatform,
  db: NotifyDb,
  { place, placeId, channelKind, event, texts }: TemplateDraft,
  { kind, language, incidentId }: { kind: string; language: Language; incidentId: string | null },
): Promise<Preview> {
  const incident = event === 'digest' || event === 'test' ? null : incidentId === null ? sample : await readIncident(platform, db, incidentId);
  const grafanaUrl = await platform.directory.grafanaUrl(db);
  const about = { event, incident: incident && statusFor(event, incident), details: details[event] ?? {}, language };
  const pageUrl = incident && `${grafanaUrl ?? 'https://grafana.example'}/a/sre-platform-app/incidents/${incident.id}`;
  const builtIn = composeMessage({ ...about, pageUrl, answerUrl: null });
  const subject = {
    ...about,
    channel: { name: 'Example', kind },
    builtIn,
    cause: { reason: 'escalation_step', policyName: 'Everything', chainName: 'First line', step: 1 },
  };
  const faults = faultsOf(texts);
  if (faults.length > 0) return { message: builtIn, faults, failure: null };

  const draft = { id: 'draft', version: 0, place, placeId, channelKind, texts };
  const isOther = (each: { place: string; placeId: string | null; channelKind: string | null }) =>
    each.place !== place || each.placeId !== placeId || each.channelKind !== channelKind;
  const standing = [...(await readStanding(db, event)).filter(isOther), draft];
  const target: TemplateTarget = {
    ...{ channelKind: kind, language, teamId: place === 'TEAM' ? placeId : null },
    policyNodeIds: place === 'POLICY' ? pathTo((await readPolicy(db))?.draft, placeId ?? '') : [],
  };
  try {
    return { message: fillIn(pickTemplates(standing, target), subject).message, faults, failure: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { message: builtIn, faults, failure: error.message };
  }
}

async function readIncident(platform: NotifyPlatform, db: NotifyDb, id: string): Promise<IncidentFacts> {
  const isId = z.uuid().safeParse(id).success;
  const [seen] = isId ? await db.$queryRaw<{ seen: boolean }[]>`SELECT sees_incident(${id}::uuid) AS seen` : [];
  const [state] = seen?.seen ? await platform.incidents.read(db, [id]) : [];
  if (!state) throw new AppError('NOT_FOUND', `There is no incident with the id ${id}.`);
  return state.facts;
}

/** As it stands when such a notice is sent. */
function statusFor(event: NoticeEvent, incident: IncidentFacts): IncidentFacts {
  if (event === 'resolved')
    return { ...incident, status: 'RESOLVED', resolvedAt: incident.resolvedAt ?? new Date(Date.parse(incident.openedAt) + 3_600_000).toISOString() };
  return event === 'acknowledged' ? { ...incident, status: 'ACKNOWLEDGED' } : incident;
}

/** Ids from the root down to a node; none for one that is not there. */
function pathTo(node: PolicyDraft | undefined, id: string): string[] {
  if (!node) return [];
  const own = node.id === null ? [] : [node.id];
  if (node.id === id) return own;
  for (const child of node.children) {
    const below = pathTo(child, id);
    if (below.length > 0) return [...own, ...below];
  }
  return [];
}
