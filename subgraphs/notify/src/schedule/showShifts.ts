import type { ShiftReasonEnum, ShiftType, ScheduleQualityType, OnCallType, LayerShiftType } from './schedule.type.ts';
import { layerShifts, type Shift } from './finalShifts.ts';
import type { OnCall } from './findOnCall.ts';
import type { Quality } from './measureQuality.ts';
import type { ScheduleFacts } from './scheduleShape.ts';
import { versionsWithin } from './version/versionsWithin.ts';

type ReasonWord = keyof typeof ShiftReasonEnum;

const stubs = (ids: readonly string[]) => ids.map((id) => ({ id }));
const wordOf = (reason: Shift['reason']): ReasonWord => reason.toUpperCase() as ReasonWord;

/** Shifts in the words of the graph. */
export function showShift(facts: Pick<ScheduleFacts, 'layers' | 'past'>, { from, to, personIds, reason, sources }: Shift): ShiftType {
  // A layer of a shift that is over may be gone since; the latest that it was called is what people know it by.
  const layers = [facts, ...facts.past.toReversed()].flatMap((version) => version.layers);
  return {
    ...{ from, to, people: stubs(personIds), reason: wordOf(reason) },
    sources: sources.map((source) => ({ ...source, name: layers.find(({ id }) => id === source.id)?.name ?? null })),
  };
}

export function showOnCall(facts: ScheduleFacts, { now, until, next, shadowIds }: OnCall): OnCallType {
  return {
    ...{ people: stubs(now.personIds), reason: wordOf(now.reason), until, next: next && showShift(facts, next) },
    shadows: stubs(shadowIds.filter((id) => !now.personIds.includes(id))),
  };
}

/** What each layer says by itself, layer by layer; of the past what each said then. */
export function showLayerShifts(facts: ScheduleFacts, from: Date, to: Date): LayerShiftType[] {
  return versionsWithin(facts, { from: from.getTime(), to: to.getTime() }).flatMap(({ facts: version, ...range }) =>
    version.layers.flatMap((layer) =>
      layerShifts(version, layer, range).map((turn) => ({
        ...{ layerId: layer.id, from: new Date(turn.from), to: new Date(turn.to), people: stubs(turn.personIds) },
      })),
    ),
  );
}

/** Most gaps that are listed. */
const mostGaps = 100;

export function showQuality({ gaps, load, ...quality }: Quality): ScheduleQualityType {
  return {
    ...{ ...quality, gapCount: gaps.length, gaps: gaps.slice(0, mostGaps) },
    load: load.map(({ personId, ...hours }) => ({ ...hours, person: { id: personId } })),
  };
}
