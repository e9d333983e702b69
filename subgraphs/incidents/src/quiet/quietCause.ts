import type { QuietReason } from '#contracts/events';
import type { Labels } from '#contracts/words';

/** An alert that fires, as the judge of quiet sees it. */
export type FiringAlert = { id: string; labels: Labels };

/** One thing that mutes an alert; `until` is null when only a change can end it. `source` is the alert that inhibits, of an inhibition only. */
export type QuietCause = { reason: QuietReason; kind: QuietKind; id: string; label: string; until: Date | null; source?: FiringAlert };

/** What can mute. */
export type QuietKind = 'Silence' | 'InhibitionRule' | 'MaintenanceWindow' | 'Resource' | 'TimeInterval';
