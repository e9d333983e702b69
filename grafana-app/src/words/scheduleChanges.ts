import { t } from '@grafana/i18n';
import type { ScheduleChangeKind, ScheduleLayerPart } from '../api/generated/graphql';
import { language } from '../api/language';
import { plain } from './plain';

interface Change {
  kind: ScheduleChangeKind;
  layer?: string | null;
  parts: ScheduleLayerPart[];
}

/** What a save changed of a schedule, in a line. */
export function changeText({ kind, layer, parts }: Change): string {
  const values = { ...plain, layer: layer ?? '' };
  switch (kind) {
    case 'CREATED':
      return t('schedule.change.created', 'Made');
    case 'NAME':
      return t('schedule.change.name', 'Name');
    case 'TEAM':
      return t('schedule.change.team', 'Team');
    case 'TIME_ZONE':
      return t('schedule.change.zone', 'Time zone');
    case 'DESCRIPTION':
      return t('schedule.change.description', 'Description');
    case 'EXPECTED':
      return t('schedule.change.expected', 'Hours in which somebody must be on call');
    case 'HOLIDAYS':
      return t('schedule.change.holidays', 'Holidays');
    case 'LAYER_ADDED':
      return t('schedule.change.added', 'Layer {{layer}} added', values);
    case 'LAYER_REMOVED':
      return t('schedule.change.removed', 'Layer {{layer}} removed', values);
    case 'LAYER_CHANGED':
      return t('schedule.change.changed', 'Layer {{layer}}: {{parts}}', {
        ...{ ...values, parts: new Intl.ListFormat(language(), { type: 'conjunction' }).format(parts.map(partText)) },
      });
    case 'LAYER_ORDER':
      return t('schedule.change.order', 'Order of the layers');
    default:
      return kind satisfies never;
  }
}

function partText(part: ScheduleLayerPart): string {
  switch (part) {
    case 'NAME':
      return t('schedule.part.name', 'name');
    case 'PEOPLE':
      return t('schedule.part.people', 'people');
    case 'ROTATION':
      return t('schedule.part.rotation', 'rotation');
    case 'HOURS':
      return t('schedule.part.hours', 'hours');
    case 'HOLIDAYS':
      return t('schedule.part.holidays', 'holidays');
    case 'PRIORITY':
      return t('schedule.part.priority', 'priority');
    case 'SHADOW':
      return t('schedule.part.shadow', 'shadowing');
    case 'CALENDAR':
      return t('schedule.part.calendar', 'calendar');
    default:
      return part satisfies never;
  }
}
