import React, { useState } from 'react';
import { t } from '@grafana/i18n';
import { Field, RadioButtonGroup } from '@grafana/ui';
import type { IncidentHeadFragment, IncidentNameFragment, IncidentRelationKind } from '../../../api/generated/graphql';
import { Dialog } from './Dialog';
import { IncidentPicker } from './IncidentPicker';
import type { IncidentVerbs } from '../useIncidentVerbs';

interface Props {
  incident: IncidentHeadFragment;
  verbs: IncidentVerbs;
  onDismiss(): void;
}

/** Says what this incident is to another. */
export function RelateDialog({ incident, verbs: { relate }, onDismiss }: Props) {
  const [other, setOther] = useState<IncidentNameFragment | null>(null);
  const [kind, setKind] = useState<IncidentRelationKind>('RELATED');
  return (
    <Dialog
      title={t('incident.relateDialog.title', 'Relate to another incident')}
      submitText={t('incident.save', 'Save')}
      ready={other !== null}
      pending={relate.isPending}
      error={relate.error}
      onSubmit={() => other && relate.mutate({ otherId: other.id, kind }, { onSuccess: onDismiss })}
      onDismiss={onDismiss}
    >
      <Field label={t('incident.relateDialog.kind', 'This incident')} noMargin>
        <RadioButtonGroup
          options={[
            { value: 'RELATED' as const, label: t('incident.relateDialog.related', 'is related to') },
            { value: 'CAUSES' as const, label: t('incident.relateDialog.causes', 'causes') },
            { value: 'DUPLICATES' as const, label: t('incident.relateDialog.duplicates', 'is a duplicate of') },
          ]}
          value={kind}
          onChange={setKind}
        />
      </Field>
      <Field label={t('incident.mergeDialog.other', 'The other incident')} noMargin>
        <IncidentPicker id="incident-relate" except={incident.id} value={other} onChange={setOther} />
      </Field>
    </Dialog>
  );
}
