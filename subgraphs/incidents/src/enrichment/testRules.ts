import type { Labels, Severity } from '#contracts/words';
import { AppError } from '#kit/errors';
import { z } from 'zod';
import type { IncidentsContext } from '../context.ts';
import { labelsOf } from '../incident/incidentFacts.ts';
import { fingerprint } from '../ingest/fingerprint.ts';
import { severity } from '../ingest/severity.ts';
import { readTables } from '../lookupTable/readTables.ts';
import { requireRules } from './checkRules.ts';
import { compileSavedRule } from './compileRule.ts';
import { enrich, type Enrichable, type Origin, type Step } from './enrich.ts';
import type { EnrichmentRule } from './enrichmentRule.ts';
import { readRules } from './readEnrichment.ts';
import { undoSteps } from './undoSteps.ts';

/** What is tried: the words of an alert, or an alert that is known; by a draft of rules, or the live ones. */
export type Trial = {
  labels?: Labels | null;
  annotations?: Labels | null;
  alertId?: string | null;
  integrationId?: string | null;
  draftRules?: unknown;
};

export type TriedStep = Pick<Step, 'ruleId' | 'rule' | 'reason'> & { facts: Record<string, unknown>; before: Word; after: Word };
/** What rules change of an alert. */
export type Word = Pick<Enrichable, 'labels' | 'ownerTeamId' | 'priority'> & { severity: Severity };
export type Tried = { steps: TriedStep[]; before: Word; after: Word; droppedBy: string | null; fingerprint: string };

/** The id of a rule that was not saved, in a trial only. */
const unsaved = (at: number): string => `00000000-0000-8000-8000-${String(at).padStart(12, '0')}`;

/** What rules make of an alert, step by step. BAD_USER_INPUT without labels and alert or for a draft that makes no sense, NOT_FOUND for an unknown alert or integration. */
export async function testRules({ db, loaders }: Pick<IncidentsContext, 'db' | 'loaders'>, trial: Trial): Promise<Tried> {
  const tables = await readTables(db);
  const rules =
    trial.draftRules == null
      ? (await readRules(db)).rules
      : requireRules(trial.draftRules, tables).map((rule, at): EnrichmentRule => ({ ...rule, id: rule.id ?? unsaved(at) }));
  const { alert, origin, fingerprintLabels } = await subjectOf({ db, loaders }, trial);
  const compiled = rules.map((rule) => compileSavedRule(rule, tables));
  const { steps, alert: after, droppedBy } = enrich(alert, compiled, origin, true);

  let current = alert;
  const told = steps.map(({ ruleId, rule, reason, facts = {}, ...changes }): TriedStep => {
    const before = wordOf(current);
    current = applyChanges(current, changes);
    return { ruleId, rule, reason, facts, before, after: wordOf(current) };
  });
  return {
    ...{ steps: told, before: wordOf(alert), after: wordOf(after) },
    droppedBy: droppedBy?.rule ?? null,
    fingerprint: fingerprint(after.labels, fingerprintLabels),
  };
}

type Subject = { alert: Enrichable; origin: Origin; fingerprintLabels: string[] };

async function subjectOf({ db, loaders }: Pick<IncidentsContext, 'db' | 'loaders'>, trial: Trial): Promise<Subject> {
  if (trial.alertId == null) {
    if (!trial.labels) throw new AppError('BAD_USER_INPUT', 'Give "labels" or "alertId".');
    const integration = trial.integrationId == null ? null : await takeIntegration(db, trial.integrationId);
    const alert = {
      status: 'FIRING' as const,
      labels: trial.labels,
      annotations: trial.annotations ?? {},
      severity: null,
      ownerTeamId: null,
      priority: null,
    };
    return {
      alert: { ...alert, labels: { ...integration?.labels, ...alert.labels } },
      origin: { integrationId: integration?.id ?? null, source: integration?.source ?? null },
      fingerprintLabels: integration?.fingerprintLabels ?? [],
    };
  }
  const known = await loaders.alert.load(trial.alertId);
  if (!known) throw new AppError('NOT_FOUND', `There is no alert with the id ${trial.alertId}.`);
  const integration = await takeIntegration(db, known.integrationId);
  const labels = labelsOf(known.labels);
  const before = undoSteps(labels, await readSteps(db, known.id));
  return {
    alert: {
      ...{ status: known.status, annotations: labelsOf(known.annotations), ownerTeamId: null, priority: null },
      labels: before.labels,
      // What the labels tell by themselves is left to them, so that rules before and after see it move with them.
      severity: before.severity === undefined && known.severity !== severity(labels) ? known.severity : (before.severity ?? null),
    },
    origin: { integrationId: integration.id, source: integration.source },
    fingerprintLabels: integration.fingerprintLabels,
  };
}

async function takeIntegration(db: IncidentsContext['db'], id: string) {
  const found = z.uuid().safeParse(id).success
    ? await db.integration.findFirst({ where: { id }, select: { id: true, source: true, labels: true, fingerprintLabels: true } })
    : null;
  if (!found) throw new AppError('NOT_FOUND', `There is no integration with the id ${id}.`);
  return { ...found, labels: labelsOf(found.labels) };
}

const change = z.tuple([z.string().nullable(), z.string().nullable()]);
const keptSteps = z.object({
  enrichment: z.array(z.object({ labels: z.record(z.string(), change).optional(), severity: change.optional() })).optional(),
});

/** What rules did to the alert when it last changed. */
async function readSteps(db: IncidentsContext['db'], alertId: string): Promise<Parameters<typeof undoSteps>[1]> {
  const newest = await db.alertEvent.findFirst({ where: { alertId }, orderBy: { at: 'desc' }, select: { facts: true } });
  return keptSteps.safeParse(newest?.facts).data?.enrichment ?? [];
}

function applyChanges(
  alert: Enrichable,
  { labels, severity, ownerTeamId, priority }: Omit<Step, 'ruleId' | 'rule' | 'reason' | 'facts'>,
): Enrichable {
  const changed = { ...alert.labels };
  for (const [name, [, after]] of Object.entries(labels ?? {})) {
    if (after === null) delete changed[name];
    else changed[name] = after;
  }
  return {
    ...alert,
    labels: changed,
    severity: (severity ? severity[1] : alert.severity) as Enrichable['severity'],
    ownerTeamId: ownerTeamId ? ownerTeamId[1] : alert.ownerTeamId,
    priority: (priority ? priority[1] : alert.priority) as Enrichable['priority'],
  };
}

function wordOf({ labels, severity: chosen, ownerTeamId, priority }: Enrichable): Word {
  return { labels, severity: chosen ?? severity(labels), ownerTeamId, priority };
}
