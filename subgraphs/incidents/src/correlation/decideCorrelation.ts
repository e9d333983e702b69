import { isOpen } from '#contracts/words';
import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { type Platform, transact } from '#kit/transact';
import type { Correlation, Incident } from '#prisma/generated/client';
import type { IncidentsUnit } from '../context.ts';
import { requireTransition } from '../incident/requireTransition.ts';
import { takeIncidents } from '../incident/takeIncident.ts';
import { lockIntake } from '../ingest/store/lockIntake.ts';
import { isUuid } from '../isUuid.ts';
import { mergeInto } from '../merge/mergeInto.ts';
import { writeTimeline } from '../timeline/writeTimeline.ts';
import type { Evidence } from './judgeOthers.ts';

/** Merges the younger of a suggested pair into the older, which it returns. NOT_FOUND; CONFLICT when the pair was decided before or one of them is closed. */
export async function acceptCorrelation(platform: Platform, caller: Caller, id: string): Promise<Incident> {
  requirePermission(caller, 'incidents:merge');
  return transact(platform, caller, async (unit) => {
    await lockIntake(unit.db, caller.tenantId);
    const { suggestion, older, younger } = await takeSuggestion(unit, caller, id);
    if (!isOpen(older.status)) throw new AppError('CONFLICT', `Cannot merge into incident ${older.number}: it is closed.`);
    requireTransition(younger, 'merge');
    const rule = { id: suggestion.ruleId, name: suggestion.ruleName };
    const target = await mergeInto(unit, caller, older, [younger], { rule, ...(suggestion.evidence as Evidence) });
    await decide(unit, caller, suggestion, 'ACCEPTED');
    return target;
  });
}

/** Says that the two of a suggested pair are not the same problem; the pair is never suggested or merged by a rule again. Returns the older. NOT_FOUND, CONFLICT. */
export async function dismissCorrelation(platform: Platform, caller: Caller, id: string): Promise<Incident> {
  requirePermission(caller, 'incidents:merge');
  return transact(platform, caller, async (unit) => {
    const { suggestion, older, younger } = await takeSuggestion(unit, caller, id);
    await decide(unit, caller, suggestion, 'DISMISSED');
    const entry = (incident: Incident, other: Incident) => ({
      ...{ incidentId: incident.id, at: unit.now, kind: 'correlation_dismissed' as const, actorId: caller.personId },
      facts: { other: { id: other.id, number: other.number, title: other.title }, rule: suggestion.ruleName, via: caller.via },
    });
    await writeTimeline(unit.db, [entry(older, younger), entry(younger, older)]);
    unit.signal('incident', [older.id, younger.id]);
    return older;
  });
}

/** A pair that waits for a person's word, locked with both of its incidents. Who may not see one of them hears that there is no such pair. */
async function takeSuggestion({ db }: IncidentsUnit, caller: Caller, id: string) {
  const unknown = new AppError('NOT_FOUND', `There is no correlation with the id ${id}.`);
  if (!isUuid(id)) throw unknown;
  await db.$executeRaw`SELECT FROM correlation WHERE tenant_id = ${caller.tenantId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  const suggestion = await db.correlation.findUnique({ where: { tenantId_id: { tenantId: caller.tenantId, id } } });
  if (!suggestion) throw unknown;
  const [older, younger] = await takeIncidents(db, caller, [suggestion.olderId, suggestion.youngerId]).catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'NOT_FOUND' ? unknown : error;
  });
  if (!older || !younger) throw unknown;
  if (suggestion.state !== 'SUGGESTED') throw new AppError('CONFLICT', `This was decided before: ${suggestion.state.toLowerCase()}.`);
  return { suggestion, older, younger };
}

async function decide(
  { db, audit }: IncidentsUnit,
  { tenantId, personId }: Caller,
  { id, olderId, youngerId, ruleName }: Correlation,
  state: 'ACCEPTED' | 'DISMISSED',
) {
  await db.$executeRaw`
    UPDATE correlation SET state = ${state}::"CorrelationState", decided_at = CURRENT_TIMESTAMP, decided_by_id = ${personId}::uuid
    WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid`;
  audit({
    action: state === 'ACCEPTED' ? 'correlation.accepted' : 'correlation.dismissed',
    subject: { kind: 'Correlation', id },
    before: { state: 'SUGGESTED' },
    after: { state, olderId, youngerId, rule: ruleName },
  });
}
