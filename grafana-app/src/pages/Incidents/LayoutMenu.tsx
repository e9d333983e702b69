import React from 'react';
import { t } from '@grafana/i18n';
import { Button, Checkbox, Stack, Toggletip } from '@grafana/ui';
import { columnText, type Layout, optionalColumns } from './columns';

/** Which columns stand in the list, and how close its rows are. */
export function LayoutMenu({ layout, onChange }: { layout: Layout; onChange(layout: Layout): void }) {
  const { columns, dense } = layout;
  return (
    <Toggletip
      placement="bottom-end"
      closeButton={false}
      content={
        <Stack direction="column" gap={1}>
          {optionalColumns.map((column) => (
            <Checkbox
              key={column}
              label={columnText(column)}
              value={columns.includes(column)}
              onChange={() =>
                onChange({
                  ...layout,
                  columns: optionalColumns.filter((other) => columns.includes(other) !== (other === column)),
                })
              }
            />
          ))}
          <Checkbox
            label={t('incidents.dense', 'Close rows')}
            value={dense}
            onChange={() => onChange({ ...layout, dense: !dense })}
          />
        </Stack>
      }
    >
      <Button variant="secondary" icon="columns" aria-label={t('incidents.layout', 'Columns')} />
    </Toggletip>
  );
}
