import type { IncidentFacts } from '#contracts/events';
import type { Prisma } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import type { AutomationUnit } from '../context.ts';
import type { PolicyVerdict } from './judgePolicies.ts';

type About = {
  playbookId: string;
  playbookName: string;
  runId: string | null;
  incident: Pick<IncidentFacts, 'id'> | null;
  cause: { kind: string; label: string };
};

/** Keeps what policies said, of runs that were not started too; what was refused about an incident stands in its story. */
export async function writeDecisions({ db, now, emit }: AutomationUnit, about: About, verdicts: readonly PolicyVerdict[]): Promise<void> {
  const { playbookId, playbookName, runId, incident, cause } = about;
  if (verdicts.length === 0) return;
  const rows = verdicts.map((verdict): Prisma.RunDecisionCreateManyInput => ({
    ...{ at: now, id: uuidv7(), playbookId, runId, incidentId: incident?.id ?? null, cause: { kind: cause.kind, label: cause.label } },
    ...verdict,
    facts: verdict.facts as Prisma.InputJsonObject,
  }));
  await db.runDecision.createMany({ data: rows });
  const refusal = verdicts.find(({ verdict }) => verdict === 'refused');
  if (refusal && incident) {
    const { reason, facts } = refusal;
    emit('run.declined', {
      ...{ incidentId: incident.id, at: now.toISOString(), playbookId, playbookName, triggerName: cause.label },
      ...{ decision: { reason, facts }, key: rows[0]?.id ?? uuidv7() },
    });
  }
}
