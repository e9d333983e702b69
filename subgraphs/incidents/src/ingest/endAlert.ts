import type { Labels } from '#contracts/words';
import { labelsOf } from '../incident/incidentFacts.ts';
import type { Sender } from './authenticate.ts';
import { fingerprintOfKey } from './fingerprint.ts';
import type { Intake } from './intake.ts';

/** What a sender says when one of its alerts ends; `annotations` are added to those that the alert has. */
type End = { key: string; at?: Date | null; annotations?: Labels };

export type Ended = 'ended' | 'not_firing';

/**
 * Takes in the end of an alert from a sender that names it by its key and says nothing else: the alert keeps its own words. Word of an alert that does not
 * fire changes nothing; the body is kept all the same.
 */
export async function endAlert(intake: Intake, sender: Sender, body: string, { key, at, annotations }: End): Promise<Ended> {
  const { database, clock } = intake.platform;
  const fingerprint = fingerprintOfKey(sender.id, key);
  const known = await database.inTenant(sender.tenantId, (db) => db.alert.findFirst({ where: { fingerprint } }));
  if (known?.status !== 'FIRING') {
    await intake.receive(sender, body, []);
    return 'not_firing';
  }
  const { labels, generatorUrl, severity } = known;
  await intake.receive(sender, body, [
    {
      ...{ key, generatorUrl, severity, status: 'RESOLVED', startsAt: null, endsAt: at ?? clock.now(), repaired: [] },
      labels: labelsOf(labels),
      annotations: { ...labelsOf(known.annotations), ...annotations },
    },
  ]);
  return 'ended';
}
