import React, { useState } from 'react';
import { t } from '@grafana/i18n';
import { Alert, Field, RadioButtonGroup } from '@grafana/ui';
import type { IncidentHeadFragment, IncidentNameFragment } from '../../../api/generated/graphql';
import { plain } from '../../../words/plain';
import { Dialog } from './Dialog';
import { IncidentPicker } from './IncidentPicker';
import type { IncidentVerbs } from '../useIncidentVerbs';

interface Props {
  incident: IncidentHeadFragment;
  verbs: IncidentVerbs;
  onMerged(source: { id: string; number: number }): void;
  onDismiss(): void;
}

type Way = 'INTO_OTHER' | 'INTO_THIS';

/** Makes this incident and another one, in the way that is chosen, and says what will become of both before it is done. */
export function MergeDialog({ incident, verbs: { merge }, onMerged, onDismiss }: Props) {
  const [other, setOther] = useState<IncidentNameFragment | null>(null);
  const [way, setWay] = useState<Way>('INTO_OTHER');
  const [source, target] = way === 'INTO_OTHER' ? [incident, other] : [other, incident];
  return (
    <Dialog
      title={t('incident.mergeDialog.title', 'Merge incidents')}
      submitText={t('incident.mergeDialog.submit', 'Merge')}
      ready={other !== null}
      pending={merge.isPending}
      error={merge.error}
      onSubmit={() =>
        source !== null &&
        target !== null &&
        merge.mutate(
          { ids: [source.id], intoId: target.id },
          {
            onSuccess: () => {
              onMerged(source);
              onDismiss();
            },
          }
        )
      }
      onDismiss={onDismiss}
    >
      <Field label={t('incident.mergeDialog.other', 'The other incident')} noMargin>
        <IncidentPicker id="incident-merge" except={incident.id} openOnly value={other} onChange={setOther} />
      </Field>
      <Field label={t('incident.mergeDialog.way', 'Which one stays')} noMargin>
        <RadioButtonGroup
          options={[
            { value: 'INTO_OTHER' as const, label: t('incident.mergeDialog.otherStays', 'The other') },
            { value: 'INTO_THIS' as const, label: t('incident.mergeDialog.thisStays', 'This one') },
          ]}
          value={way}
          onChange={setWay}
        />
      </Field>
      {source !== null && target !== null && (
        <Alert
          severity="info"
          title={t('incident.mergeDialog.outcome', '#{{source}} becomes part of #{{target}} {{title}}', {
            ...plain,
            source: source.number,
            target: target.number,
            title: target.title,
          })}
        >
          {t(
            'incident.mergeDialog.consequence',
            'Its alerts, and later alerts of its group, belong to the other. Nobody is told of it any more. It can be undone for an hour.'
          )}
        </Alert>
      )}
    </Dialog>
  );
}
