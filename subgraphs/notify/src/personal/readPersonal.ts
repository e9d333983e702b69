import type { PersonalSetting } from '#prisma/generated/client';
import { type Digest, digestShape, type PersonalRules, personalRules, type QuietHours, quietHoursShape } from './personalShape.ts';

/** How a person wants to be told. */
export type Personal = { rules: PersonalRules; quietHours: QuietHours | null; digest: Digest | null; version: number };

/** What holds for somebody who never said. */
const unset: Personal = { rules: { default: [], important: [] }, quietHours: null, digest: null, version: 0 };

/** A stored setting, or what holds without one. */
export function readPersonal(row: PersonalSetting | null | undefined): Personal {
  if (!row) return unset;
  return {
    rules: personalRules.parse(row.rules),
    quietHours: quietHoursShape.nullable().parse(row.quietHours),
    digest: digestShape.nullable().parse(row.digest),
    version: row.version,
  };
}
