import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, Checkbox, Combobox, Field, Input, Modal } from '@grafana/ui';
import type { SavedViewFieldsFragment } from '../../api/generated/graphql';
import { useViewer } from '../../api/useViewer';
import { Failure } from '../../components/Failure/Failure';
import type { useViews } from './useViews';

interface Props {
  views: ReturnType<typeof useViews>;
  /** The view that is shown and may be saved over. */
  current: SavedViewFieldsFragment | undefined;
  settings: unknown;
  close(): void;
}

/** Asks for the name of a view and with whom it is shared. The name of a view of one's own saves over it. */
export function SaveViewDialog({ views, current, settings, close }: Props) {
  const [name, setName] = useState(current?.name ?? '');
  const [teamId, setTeamId] = useState(current?.teamId ?? null);
  const [isDefault, setDefault] = useState(current?.isDefault ?? false);
  const { data: viewer } = useViewer();
  const namesake = views.views?.find((view) => view.isOwn && view.name === name.trim());
  const save = () =>
    views.save.mutate(
      {
        ...(namesake && { id: namesake.id }),
        isDefault,
        input: { list: 'INCIDENTS', name: name.trim(), teamId, settings },
      },
      { onSuccess: close }
    );
  return (
    <Modal isOpen title={t('views.saveTitle', 'Save the view')} onDismiss={close}>
      {views.save.error ? <Failure error={views.save.error} /> : null}
      <Field
        label={t('views.name', 'Name')}
        description={namesake && t('views.over', 'You have a view of this name: it is saved over.')}
      >
        <Input
          id="view-name"
          autoFocus
          maxLength={100}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
      </Field>
      {(viewer?.teams ?? []).length > 0 && (
        <Field label={t('views.share', 'Shared with')}>
          <Combobox
            isClearable
            placeholder={t('views.shareNobody', 'Nobody')}
            options={(viewer?.teams ?? []).map((team) => ({ value: team.id, label: team.name }))}
            value={teamId}
            onChange={(option) => setTeamId(option?.value ?? null)}
          />
        </Field>
      )}
      <Checkbox
        label={t('views.makeDefault', 'Open the list with it')}
        value={isDefault}
        onChange={() => setDefault(!isDefault)}
      />
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={close}>
          <Trans i18nKey="views.cancel">Cancel</Trans>
        </Button>
        <Button icon="save" disabled={name.trim() === '' || views.save.isPending} onClick={save}>
          <Trans i18nKey="views.saveConfirm">Save</Trans>
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}
