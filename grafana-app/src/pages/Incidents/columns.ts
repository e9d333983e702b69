import { t } from '@grafana/i18n';

/** Columns that a reader may hide; severity, incident, status and age always stand. */
export const optionalColumns = ['labels', 'priority', 'owner', 'deadline', 'acknowledgedBy'] as const;
export type OptionalColumn = (typeof optionalColumns)[number];

/** How a list is laid out. */
export interface Layout {
  columns: OptionalColumn[];
  dense: boolean;
}

export const usualLayout: Layout = { columns: ['labels', 'priority', 'deadline', 'acknowledgedBy'], dense: false };

export function columnText(column: OptionalColumn): string {
  switch (column) {
    case 'labels':
      return t('incidents.column.labels', 'Labels');
    case 'priority':
      return t('incidents.column.priority', 'Priority');
    case 'owner':
      return t('incidents.column.owner', 'Owner');
    case 'deadline':
      return t('incidents.column.deadline', 'Deadline');
    case 'acknowledgedBy':
      return t('incidents.column.acknowledgedBy', 'Acknowledged by');
    default:
      return column satisfies never;
  }
}

/** The widths of the shown columns, as a grid's template. */
export function gridTemplate({ columns }: Layout): string {
  const widths: Record<OptionalColumn, string> = {
    labels: 'minmax(96px, 3fr)',
    priority: '44px',
    owner: 'minmax(90px, 1fr)',
    deadline: '96px',
    acknowledgedBy: 'minmax(100px, 1.5fr)',
  };
  const of = (column: OptionalColumn) => (columns.includes(column) ? [widths[column]] : []);
  return [
    '24px',
    '84px',
    ...of('priority'),
    'minmax(220px, 9fr)',
    ...of('labels'),
    ...of('owner'),
    '126px',
    '60px',
    ...of('deadline'),
    ...of('acknowledgedBy'),
  ].join(' ');
}

const KEY = 'sre-platform-app.incidents.layout';

/** The layout that this browser had last. */
export function readLayout(): Layout {
  try {
    const { columns, dense } = JSON.parse(localStorage.getItem(KEY) ?? '') as Partial<Layout>;
    return { columns: optionalColumns.filter((column) => columns?.includes(column)), dense: dense === true };
  } catch {
    return usualLayout;
  }
}

export function keepLayout(layout: Layout): void {
  localStorage.setItem(KEY, JSON.stringify(layout));
}
