import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, Drawer, Field, Stack } from '@grafana/ui';
import { useNavigate } from 'react-router-dom';
import { asRecord } from '../../../api/errors';
import { useStartPlaybook } from '../usePlaybook';
import { paths } from '../../../routing/paths';
import { plain } from '../../../words/plain';
import { startDecisionWords } from '../../../words/runs';
import { Facts } from '../../../components/Facts/Facts';
import { FormFailure } from '../../../components/Failure/FormFailure';
import type { IncidentNameFragment } from '../../../api/generated/graphql';
import { IncidentPicker } from '../../Incident/actions/IncidentPicker';
import { Quiet } from '../../../components/Section/Section';
import { InputFields } from './InputFields';
import { missingOf, readInputs, startOf, valuesOf } from './readInputs';

interface Props {
  playbook: { id: string; name: string; definition: unknown };
  /** The incident that it is started for; asked for when it is not given. */
  incidentId?: string;
  onClose(): void;
}

/** Starts a playbook by hand: its inputs as a form, then the page of the run. What its policies refuse is said with the reason. */
export function StartPlaybook({ playbook, incidentId, onClose }: Props) {
  const inputs = readInputs(playbook.definition);
  const [typed, setTyped] = useState(() => startOf(inputs));
  const [incident, setIncident] = useState<IncidentNameFragment | null>(null);
  // One drawer starts one run, however often its button is pressed.
  const [idempotencyKey] = useState(() => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`);
  const start = useStartPlaybook();
  const navigate = useNavigate();
  const missing = missingOf(inputs, typed);
  const refused = start.data?.notStarted;
  const submit = () =>
    start.mutate(
      {
        id: playbook.id,
        inputs: valuesOf(inputs, typed),
        incidentId: incidentId ?? incident?.id ?? null,
        idempotencyKey,
      },
      { onSuccess: ({ run }) => run && navigate(paths.run(run.id)) }
    );
  return (
    <Drawer
      title={t('playbook.startTitle', 'Start {{name}}', { ...plain, name: playbook.name })}
      size="sm"
      onClose={onClose}
    >
      <FormFailure error={start.error} />
      {refused && (
        <Alert severity="warning" title={t('playbook.notStarted', 'It was not started')}>
          {startDecisionWords(refused.reason)}
          {Object.keys(asRecord(refused.facts)).length > 0 && (
            <Facts title={t('facts.title', 'Facts')} value={refused.facts} />
          )}
        </Alert>
      )}
      {inputs.length === 0 && <Quiet>{t('playbook.noInputs', 'It needs no values.')}</Quiet>}
      <InputFields inputs={inputs} typed={typed} onChange={setTyped} />
      {incidentId === undefined && (
        <Field
          label={t('playbookStart.incident', 'For the incident (optional)')}
          description={t('playbookStart.incidentHelp', 'Its steps see it, and its page shows the run.')}
        >
          <IncidentPicker id="playbook-incident" except="" value={incident} onChange={setIncident} />
        </Field>
      )}
      <Stack direction="row">
        <Button
          icon={start.isPending ? 'spinner' : 'play'}
          disabled={missing.length > 0 || start.isPending}
          tooltip={
            missing.length > 0
              ? t('playbookStart.hint', 'What is required must be filled in')
              : t('playbookStart.leads', 'Leads to its run')
          }
          onClick={submit}
        >
          <Trans i18nKey="playbook.start">Start</Trans>
        </Button>
        <Button variant="secondary" fill="outline" onClick={onClose}>
          <Trans i18nKey="incident.cancel">Cancel</Trans>
        </Button>
      </Stack>
    </Drawer>
  );
}
