import type { EventPayload } from '#contracts/events';
import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { IncidentsPlatform } from '../context.ts';
import { acknowledgeIncident } from '../incident/acknowledgeIncident.ts';
import { resolveIncident } from '../incident/resolveIncident.ts';

/**
 * Acknowledges or resolves an incident for somebody who answered a notice of it, as that person and with what they may do now. An answer that comes too late, or
 * from somebody who may not, changes nothing: trying again would not help.
 */
export async function answerIncident(
  platform: IncidentsPlatform,
  tenantId: string,
  { incidentId, personId, action, via }: EventPayload<'incident.answered'>,
): Promise<{ reason: 'answered' | 'CONFLICT' | 'FORBIDDEN' | 'NOT_FOUND' }> {
  const rights = await platform.database.inTenant(tenantId, (db) => platform.directory.rights(db, personId));
  const { teamIds, permissions, scope } = rights;
  const caller: Caller = { tenantId, personId, teamIds, permissions, scope, via: 'MESSAGE' };
  try {
    if (action === 'acknowledge') await acknowledgeIncident(platform, caller, incidentId);
    else await resolveIncident(platform, caller, incidentId);
    return { reason: 'answered' };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code } = error;
    if (code !== 'CONFLICT' && code !== 'FORBIDDEN' && code !== 'NOT_FOUND') throw error;
    platform.log.info({ tenantId, incidentId, personId, action, via, code }, 'an answer to a notice changed nothing');
    return { reason: code };
  }
}
