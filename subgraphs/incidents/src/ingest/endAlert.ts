import type { Labels } from '#contracts/words';
import { labelsOf } from '../incident/incidentFacts.ts';
import type { Sender } from './authenticate.ts';
import type { Intake } from './intake.ts';

/** What a sender says when one of its alerts ends; `annotations` are added to those that the alert has. */
type End = { fingerprint: string; at?: Date | null; annotations?: Labels; payloadId?: string };

export type Ended = 'ended' | 'not_firing';

/**
 * Takes in the end of an alert from a sender that says which alert it is and nothing else: the alert keeps its own words. Word of an alert that does not
 * fire changes nothing; the body is kept all the same.
 */
export async function endAlert(intake: Intake, sender: Sender, body: string, { fingerprint, at, annotations, payloadId }: End): Promise<Ended> {
  const { database, clock } = intake.platform;
  const known = await database.inTenant(sender.tenantId, (db) => db.alert.findFirst({ where: { fingerprint } }));
  if (known?.status !== 'FIRING') {
    await intake.receive(sender, body, [], payloadId);
    return 'not_firing';
  }
  const { labels, generatorUrl, severity } = known;
  const ended = {
    ...{ fingerprint, generatorUrl, severity, status: 'RESOLVED' as const, startsAt: null, endsAt: at ?? clock.now(), repaired: [] },
    labels: labelsOf(labels),
    annotations: { ...labelsOf(known.annotations), ...annotations },
  };
  await intake.receive(sender, body, [ended], payloadId);
  return 'ended';
}
