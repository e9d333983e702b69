import type { EventPayload } from '#contracts/events';
import type { AutomationPlatform } from '../context.ts';
import { answerApproval } from './answerApproval.ts';

/** Takes an answer that somebody gave to a notice, by a link or a button. Whether they may is judged now, by what they may do now; what they may not changes nothing. */
export async function takeAnswer(platform: AutomationPlatform, tenantId: string, answered: EventPayload<'approval.answered'>): Promise<void> {
  const { approvalId, personId, approves, note, via } = answered;
  const rights = await platform.database.inTenant(tenantId, (db) => platform.directory.rights(db, personId));
  const actor = { tenantId, personId, via: 'MESSAGE' as const };
  const { outcome } = await answerApproval(platform, actor, null, {
    id: approvalId,
    answerer: { personId, ...rights },
    via,
    input: { approves, note },
  });
  if (outcome !== 'taken') platform.log.info({ tenantId, approvalId, outcome }, 'an answer to a notice was not taken');
}
