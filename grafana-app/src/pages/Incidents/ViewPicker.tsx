import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, ConfirmModal, Dropdown, Menu } from '@grafana/ui';
import type { SavedViewFieldsFragment } from '../../api/generated/graphql';
import type { Layout } from './columns';
import { SaveViewDialog } from './SaveViewDialog';
import { readSettings, type useViews, type ViewSettings } from './useViews';

interface Props {
  views: ReturnType<typeof useViews>;
  /** The address and the layout as they are. */
  params: URLSearchParams;
  layout: Layout;
  apply(settings: ViewSettings): void;
}

/** The saved views: one press shows the list as it was saved, another saves it as it is. */
export function ViewPicker({ views, params, layout, apply }: Props) {
  const [saving, setSaving] = useState(false);
  const [deleting, setDeleting] = useState<SavedViewFieldsFragment>();
  const current = views.views?.find((view) => isShown(readSettings(view.settings), params));
  const settings = { filter: Object.fromEntries(params), columns: layout.columns, dense: layout.dense };
  return (
    <>
      <Dropdown
        overlay={
          <Menu>
            {(views.views ?? []).map((view) => (
              <Menu.Item
                key={view.id}
                label={view.name}
                icon={view.isDefault ? 'favorite' : view.teamId ? 'users-alt' : 'eye'}
                active={view.id === current?.id}
                onClick={() => apply(readSettings(view.settings))}
              />
            ))}
            {(views.views ?? []).length > 0 && <Menu.Divider />}
            <Menu.Item label={t('views.save', 'Save this view…')} icon="save" onClick={() => setSaving(true)} />
            {current && (
              <Menu.Item
                label={
                  current.isDefault
                    ? t('views.noDefault', 'Do not open the list with it')
                    : t('views.makeDefault', 'Open the list with it')
                }
                icon="favorite"
                onClick={() => views.chooseDefault.mutate({ id: current.id, isDefault: !current.isDefault })}
              />
            )}
            {current?.isOwn && (
              <Menu.Item
                label={t('views.delete', 'Delete “{{name}}”', {
                  name: current.name,
                  interpolation: { escapeValue: false },
                })}
                icon="trash-alt"
                destructive
                onClick={() => setDeleting(current)}
              />
            )}
          </Menu>
        }
      >
        <Button variant="secondary" icon="eye">
          {current?.name ?? <Trans i18nKey="views.title">Views</Trans>}
        </Button>
      </Dropdown>
      {saving && (
        <SaveViewDialog
          views={views}
          current={current?.isOwn ? current : undefined}
          settings={settings}
          close={() => setSaving(false)}
        />
      )}
      <ConfirmModal
        isOpen={deleting !== undefined}
        title={t('views.deleteTitle', 'Delete the view')}
        body={
          deleting?.teamId
            ? t('views.deleteShared', 'Your team loses it too.')
            : t('views.deleteOwn', 'The incidents it shows are not touched.')
        }
        confirmText={t('views.deleteConfirm', 'Delete')}
        onConfirm={() => {
          if (deleting !== undefined) {
            views.remove.mutate(deleting.id);
          }
          setDeleting(undefined);
        }}
        onDismiss={() => setDeleting(undefined)}
      />
    </>
  );
}

/** Whether the address is that of the view. */
function isShown({ filter }: ViewSettings, params: URLSearchParams): boolean {
  const entries = Object.entries(filter);
  return entries.length === [...params].length && entries.every(([name, value]) => params.get(name) === value);
}
