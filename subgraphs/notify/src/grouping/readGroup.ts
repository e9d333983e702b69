import type { IncidentFacts } from '#contracts/events';
import { severities } from '#contracts/words';
import type { NotifyDb, NotifyPlatform } from '../context.ts';

const order = ['TRIGGERED', 'ACKNOWLEDGED', 'RESOLVED', 'MERGED'] as const;

/** The incidents of a message about many as they stand now: those that still call for somebody first, the worst of them at the top. */
export async function readGroup(db: NotifyDb, { incidents }: NotifyPlatform, about: readonly string[]): Promise<IncidentFacts[]> {
  const states = await incidents.read(db, about);
  const rankOf = ({ status, severity, number }: IncidentFacts) => [order.indexOf(status), severities.indexOf(severity), number] as const;
  return states
    .map(({ facts }) => facts)
    .sort((one, other) => {
      const [[status, severity, number], [otherStatus, otherSeverity, otherNumber]] = [rankOf(one), rankOf(other)];
      return status - otherStatus || severity - otherSeverity || number - otherNumber;
    });
}
