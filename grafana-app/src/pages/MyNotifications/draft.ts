import type { NotificationSettingsInput, Severity } from '../../api/generated/graphql';
import type { Hours } from '../../components/HoursFields/HoursFields';
import type { Settings } from './useNotifications';

/** A step as the form has it: a row is one contact, told so many minutes after the row before it. */
export interface RuleRow {
  key: string;
  /** Minutes after the row before; may be half typed. */
  wait: string;
  contactId: string;
}

export interface RulesDraft {
  default: RuleRow[];
  important: RuleRow[];
  quietHours: { timeZone: string; hours: Hours[]; breaksThrough: Severity } | null;
  digest: { timeZone: string; at: string; from: Severity; contactId: string } | null;
}

let made = 0;
export const newRow = (contactId: string, wait = '0'): RuleRow => ({ key: `rule-${(made += 1)}`, wait, contactId });

type Step = Settings['defaultSteps'][number];

export function draftOf({ defaultSteps, importantSteps, quietHours, digest }: Settings): RulesDraft {
  return {
    default: rowsOf(defaultSteps),
    important: rowsOf(importantSteps),
    quietHours: quietHours
      ? {
          timeZone: quietHours.timeZone,
          breaksThrough: quietHours.breaksThrough,
          hours: quietHours.hours.map(({ weekdays, from, to }) => ({ weekdays: [...weekdays], from, to })),
        }
      : null,
    digest: digest
      ? { timeZone: digest.timeZone, at: digest.at, from: digest.from, contactId: digest.contactId }
      : null,
  };
}

/** Waits stand before what they delay; several in a row are one, and those after the last contact delay nothing. */
function rowsOf(steps: readonly Step[]): RuleRow[] {
  const rows: RuleRow[] = [];
  let wait = 0;
  for (const { kind, minutes, contactId } of steps) {
    if (kind === 'WAIT') {
      wait += minutes ?? 0;
    } else {
      rows.push(newRow(contactId ?? '', String(wait)));
      wait = 0;
    }
  }
  return rows;
}

export function inputOf(draft: RulesDraft): NotificationSettingsInput {
  return {
    defaultSteps: stepsOf(draft.default),
    importantSteps: stepsOf(draft.important),
    quietHours: draft.quietHours,
    digest: draft.digest,
  };
}

function stepsOf(rows: readonly RuleRow[]): NotificationSettingsInput['defaultSteps'] {
  return rows.flatMap(({ wait, contactId }) => {
    const minutes = Number(wait) || 0;
    return [
      ...(minutes > 0 ? [{ kind: 'WAIT' as const, minutes: Math.min(1_440, Math.round(minutes)) }] : []),
      { kind: 'NOTIFY' as const, contactId },
    ];
  });
}
