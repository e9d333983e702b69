import { t } from '@grafana/i18n';
import type { OverrideFieldsFragment, PreviewScheduleQuery, ShiftFieldsFragment } from '../../api/generated/graphql';
import type { GridRow } from '../../components/ShiftGrid/ShiftGrid';
import { plain } from '../../words/plain';
import { reasonText, whoText } from '../../words/schedules';

interface Layer {
  id: string;
  name: string;
  priority: number;
  shadow: boolean;
}

type LayerShift = PreviewScheduleQuery['previewSchedule']['layerShifts'][number];
interface Gap {
  from: string;
  to: string;
}

/** A row for each layer, the highest first: it is what stands above that wins. */
export function layerRows(layers: readonly Layer[], shifts: readonly LayerShift[]): GridRow[] {
  return [...layers]
    .sort((one, other) => Number(one.shadow) - Number(other.shadow) || other.priority - one.priority)
    .map(({ id, name, priority, shadow }) => ({
      id,
      label: name,
      hint: shadow
        ? t('schedule.row.shadow', 'Shadows, not paged')
        : t('schedule.row.priority', 'Priority {{priority}}', { ...plain, priority }),
      spans: shifts
        .filter(({ layerId }) => layerId === id)
        .map(({ from, to, people }) => ({
          ...{ id: `${id}-${from}`, from: Date.parse(from), to: Date.parse(to), text: whoText(people) },
          personId: people[0]?.id ?? null,
        })),
    }));
}

/** The row of overrides; none when there are none in this time. */
export function overrideRow(
  overrides: readonly OverrideFieldsFragment[],
  mayMove: (override: OverrideFieldsFragment) => boolean
): GridRow[] {
  return overrides.length === 0
    ? []
    : [
        {
          id: 'overrides',
          label: t('schedule.row.overrides', 'Overrides'),
          spans: overrides.map((override) => ({
            ...{ id: override.id, from: Date.parse(override.startsAt), to: Date.parse(override.endsAt) },
            text: override.person?.name ?? t('schedule.nobody', 'Nobody'),
            detail: [
              override.replaces &&
                t('schedule.insteadOf', 'instead of {{name}}', { ...plain, name: override.replaces.name }),
              override.note,
            ]
              .filter(Boolean)
              .join(' · '),
            personId: override.person?.id ?? null,
            isMovable: mayMove(override),
          })),
        },
      ];
}

/** The row that all others come to, with the gaps in it. */
export function finalRow(shifts: readonly ShiftFieldsFragment[], gaps: readonly Gap[]): GridRow {
  const isGap = (from: number, to: number) =>
    gaps.some((gap) => Date.parse(gap.from) < to && Date.parse(gap.to) > from);
  return {
    id: 'final',
    label: t('schedule.row.final', 'On call'),
    isFinal: true,
    spans: shifts.map(({ from, to, people, reason, sources }) => {
      const [begins, ends] = [Date.parse(from), Date.parse(to)];
      return {
        ...{ id: `final-${from}`, from: begins, to: ends, text: whoText(people) },
        detail: reasonText(reason, sources.find(({ name }) => name)?.name),
        personId: people[0]?.id ?? null,
        isGap: people.length === 0 && isGap(begins, ends),
      };
    }),
  };
}
