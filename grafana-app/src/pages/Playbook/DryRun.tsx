import React, { useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, Combobox, Drawer, Field, Icon, useStyles2, useTheme2 } from '@grafana/ui';
import { useMutation } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { asRecord } from '../../api/errors';
import {
  DryRunPlaybookDocument,
  type DryRunPlaybookMutation,
  EventsToTryDocument,
  type IncidentNameFragment,
} from '../../api/generated/graphql';
import { FormFailure } from '../../components/Failure/FormFailure';
import { readPath } from '../../components/RunGantt/placeSteps';
import { Quiet, Section } from '../../components/Section/Section';
import type { Definition } from '../../playbook/definition';
import { plain } from '../../words/plain';
import { stepKindLook } from '../../words/playbooks';
import { IncidentPicker } from '../Incident/actions/IncidentPicker';
import { DecisionList } from '../Run/Decisions';
import { StepValue } from '../Run/StepValue';
import { InputFields } from './start/InputFields';
import { missingOf, readInputs, startOf, valuesOf } from './start/readInputs';

type DryStep = DryRunPlaybookMutation['dryRunPlaybook']['steps'][number];

interface Props {
  definition: Definition;
  onClose(): void;
}

/** Tries a playbook as it is written, also one that is not saved: each step says what it would do, and nothing is done. */
export function DryRun({ definition, onClose }: Props) {
  const inputs = readInputs(definition);
  const [typed, setTyped] = useState(() => startOf(inputs));
  const [incident, setIncident] = useState<IncidentNameFragment | null>(null);
  const [event, setEvent] = useState<{ value: string; label: string } | null>(null);
  const trial = useMutation({
    mutationFn: async () =>
      (
        await ask(DryRunPlaybookDocument, {
          input: {
            ...{ definition, inputs: valuesOf(inputs, typed) },
            ...{ incidentId: incident?.id ?? null, eventId: event?.value ?? null },
          },
        })
      ).data.dryRunPlaybook,
  });
  const missing = missingOf(inputs, typed);
  return (
    <Drawer
      title={t('dryRun.title', 'What would it do?')}
      subtitle={t('dryRun.subtitle', 'Nothing is done and nothing is kept.')}
      size="md"
      onClose={onClose}
    >
      <FormFailure error={trial.error} />
      <InputFields inputs={inputs} typed={typed} onChange={setTyped} />
      <Field label={t('dryRun.incident', 'About the incident (optional)')}>
        <IncidentPicker id="dry-incident" except="" value={incident} onChange={setIncident} />
      </Field>
      <Field
        label={t('dryRun.event', 'Led to by a stored event (optional)')}
        description={t('dryRun.eventHelp', 'What happened before, as triggers were shown it.')}
      >
        <Combobox
          id="dry-event"
          isClearable
          placeholder={t('dryRun.anyEvent', 'None')}
          value={event}
          options={findEvents}
          onChange={(option) => setEvent(option && { value: option.value, label: option.label ?? option.value })}
        />
      </Field>
      <Button
        icon={trial.isPending ? 'spinner' : 'eye'}
        disabled={missing.length > 0 || trial.isPending}
        tooltip={
          missing.length > 0
            ? t('playbookStart.hint', 'What is required must be filled in')
            : t('dryRun.subtitle', 'Nothing is done and nothing is kept.')
        }
        onClick={() => trial.mutate()}
      >
        <Trans i18nKey="dryRun.try">Try it</Trans>
      </Button>
      {trial.data && (
        <Found steps={trial.data.steps}>
          {trial.data.decisions.length > 0 && (
            <Section title={t('dryRun.decisions', 'What its policies would say')}>
              <DecisionList decisions={trial.data.decisions} />
            </Section>
          )}
        </Found>
      )}
    </Drawer>
  );
}

async function findEvents() {
  const { data } = await ask(EventsToTryDocument, { first: 50 });
  return data.triggerEvents.edges.map(({ node: { id, at, name, incident } }) => {
    const { number, title } = asRecord(incident);
    return {
      value: id,
      label: `${name} · ${dateTimeFormat(at)}`,
      description: number === undefined ? undefined : `#${String(number)} ${String(title)}`,
    };
  });
}

function Found({ steps, children }: { steps: DryStep[]; children: React.ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.found}>
      <Section title={t('dryRun.steps', 'What each step would do')}>
        {steps.length === 0 ? (
          <Quiet>{t('dryRun.nothing', 'Nothing.')}</Quiet>
        ) : (
          <ol className={styles.list}>
            {steps.map((step) => (
              <Tried key={step.path} step={step} />
            ))}
          </ol>
        )}
      </Section>
      {children}
    </div>
  );
}

function Tried({ step }: { step: DryStep }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { path, kind, name, would, skipped, problem } = step;
  const look = stepKindLook(kind);
  const { depth, turn } = readPath(path);
  return (
    <li className={styles.step} style={{ marginLeft: theme.spacing(2 * depth), opacity: skipped ? 0.6 : 1 }}>
      <span className={styles.head}>
        <Icon name={look.icon} style={{ color: theme.visualization.getColorByName(look.color) }} />
        <span>{name}</span>
        <span className={styles.quiet}>
          {[
            look.text,
            turn !== undefined && t('run.turn', 'turn {{turn}}', { ...plain, turn }),
            skipped && t('dryRun.skipped', 'would be left out'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      {problem && (
        <span className={styles.problem}>
          <Icon name="exclamation-triangle" />{' '}
          {/\bsteps\./.test(problem)
            ? t('dryRun.later', 'It depends on what earlier steps give, and nothing was done: {{problem}}', {
                ...plain,
                problem,
              })
            : problem}
        </span>
      )}
      {!skipped && <StepValue title={t('dryRun.would', 'Would')} value={would} isOpen />}
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  found: css({ marginTop: theme.spacing(3) }),
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  step: css({ padding: theme.spacing(1, 0), borderBottom: `1px solid ${theme.colors.border.weak}` }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1) }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  problem: css({ display: 'block', color: theme.colors.warning.text, overflowWrap: 'anywhere' }),
});
