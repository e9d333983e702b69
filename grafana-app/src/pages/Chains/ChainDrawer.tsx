import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import {
  Alert,
  Button,
  Drawer,
  Dropdown,
  Field,
  IconButton,
  Input,
  Menu,
  Switch,
  Tab,
  TabsBar,
  TextArea,
  useStyles2,
} from '@grafana/ui';
import { ApiError } from '../../api/errors';
import { ChainFlow } from '../../components/ChainFlow/ChainFlow';
import { Failure } from '../../components/Failure/Failure';
import { stepKinds, stepKindWords, stepWords } from '../../words/escalation';
import { plain } from '../../words/plain';
import { type DraftChain, type DraftStep, isIncomplete, moveStep, newStep } from './chainDraft';
import { StepForm } from './StepForm';
import { type useNamed, useSaveChain } from './useChains';

interface Props {
  start: DraftChain;
  named: ReturnType<typeof useNamed>;
  onClose(): void;
}

/** A chain being written: its steps are added, moved and taken out as the flow that they are. */
export function ChainDrawer({ start, named, onClose }: Props) {
  const styles = useStyles2(getStyles);
  const [draft, setDraft] = useState(start);
  const [list, setList] = useState<'steps' | 'importantSteps'>('steps');
  const [open, setOpen] = useState<string>();
  const [note, setNote] = useState('');
  const save = useSaveChain();
  const steps = draft[list];
  const put = (next: DraftStep[]) => setDraft({ ...draft, [list]: next });
  const incomplete = [...draft.steps, ...draft.importantSteps].filter(isIncomplete);
  const reason =
    draft.name.trim() === ''
      ? t('chain.form.needsName', 'Give it a name.')
      : draft.steps.length === 0
        ? t('chain.form.needsStep', 'Add a step.')
        : incomplete.length > 0
          ? t('chain.form.needsWho', 'A step does not say yet whom or what.')
          : undefined;
  const isStale = save.error instanceof ApiError && save.error.code === 'CONFLICT';
  return (
    <Drawer title={draft.id === null ? t('chain.new', 'New chain') : start.name} onClose={onClose} size="md">
      {save.error ? (
        isStale ? (
          <Alert severity="warning" title={save.error instanceof ApiError ? save.error.detail : ''}>
            {t('chain.stale', 'Your draft is kept: close it to see what is there now.')}
          </Alert>
        ) : (
          <Failure error={save.error} />
        )
      ) : null}
      <Field label={t('chain.field.name', 'Name')}>
        <Input
          id="chain-name"
          value={draft.name}
          onChange={({ currentTarget }) => setDraft({ ...draft, name: currentTarget.value })}
        />
      </Field>
      <Field label={t('chain.field.description', 'What it is for')}>
        <TextArea
          id="chain-description"
          rows={2}
          value={draft.description}
          onChange={({ currentTarget }) => setDraft({ ...draft, description: currentTarget.value })}
        />
      </Field>
      <TabsBar>
        <Tab
          label={t('chain.steps', 'Steps')}
          counter={draft.steps.length}
          active={list === 'steps'}
          onChangeTab={() => setList('steps')}
        />
        <Tab
          label={t('chain.importantSteps', 'For important incidents')}
          counter={draft.importantSteps.length}
          active={list === 'importantSteps'}
          onChangeTab={() => setList('importantSteps')}
        />
      </TabsBar>
      <div className={styles.steps}>
        {list === 'importantSteps' && steps.length === 0 && (
          <p className={styles.quiet}>
            {t('chain.sameSteps', 'Important incidents go by the same steps. Add some here to tell them otherwise.')}
          </p>
        )}
        <ChainFlow
          steps={steps}
          names={named.names}
          aside={(step, index) => {
            const name = stepWords(step, named.names);
            return (
              <>
                <IconButton
                  name={open === step.key ? 'angle-up' : 'pen'}
                  aria-label={t('chain.editStep', 'Edit: {{name}}', { ...plain, name })}
                  onClick={() => setOpen(open === step.key ? undefined : step.key)}
                />
                <IconButton
                  name="arrow-up"
                  disabled={index === 0}
                  aria-label={t('chain.up', 'Move up: {{name}}', { ...plain, name })}
                  onClick={() => put(moveStep(steps, step.key, -1))}
                />
                <IconButton
                  name="arrow-down"
                  disabled={index === steps.length - 1}
                  aria-label={t('chain.down', 'Move down: {{name}}', { ...plain, name })}
                  onClick={() => put(moveStep(steps, step.key, 1))}
                />
                <IconButton
                  name="trash-alt"
                  aria-label={t('chain.removeStep', 'Take out: {{name}}', { ...plain, name })}
                  onClick={() => put(steps.filter(({ key }) => key !== step.key))}
                />
              </>
            );
          }}
          below={(step) => (
            <>
              {isIncomplete(step) && (
                <span className={styles.missing}>{t('chain.incomplete', 'Say whom or what')}</span>
              )}
              {open === step.key && (
                <StepForm
                  step={step}
                  named={named}
                  onChange={(changes) =>
                    put(steps.map((each) => (each.key === step.key ? { ...each, ...changes } : each)))
                  }
                />
              )}
            </>
          )}
        />
        <Dropdown
          overlay={
            <Menu>
              {stepKinds.map((kind) => (
                <Menu.Item
                  key={kind}
                  label={stepKindWords(kind)}
                  onClick={() => {
                    const step = newStep(kind);
                    put([...steps, step]);
                    setOpen(step.key);
                  }}
                />
              ))}
            </Menu>
          }
        >
          <Button variant="secondary" icon="plus" size="sm">
            <Trans i18nKey="chain.addStep">Add a step</Trans>
          </Button>
        </Dropdown>
      </div>
      <Field
        label={t('chain.field.remind', 'Begin again after minutes')}
        description={t(
          'chain.form.remind',
          'How long after the last step it begins again while nobody answers. Empty for never.'
        )}
      >
        <Input
          id="chain-remind"
          type="number"
          min={1}
          value={draft.remindMinutes ?? ''}
          onChange={({ currentTarget }) => {
            const minutes = Math.floor(Number(currentTarget.value) || 0);
            setDraft({ ...draft, remindMinutes: minutes > 0 ? minutes : null });
          }}
        />
      </Field>
      <Field
        label={t('chain.field.tellsAcknowledged', 'Tell that somebody has it')}
        description={t(
          'chain.form.tellsAcknowledged',
          'Whoever was told hears of the acknowledgement, in the same conversation.'
        )}
      >
        <Switch
          id="chain-acknowledged"
          value={draft.tellsAcknowledged}
          onChange={({ currentTarget }) => setDraft({ ...draft, tellsAcknowledged: currentTarget.checked })}
        />
      </Field>
      <Field
        label={t('policy.save.note', 'Note')}
        description={t('policy.save.noteHint', 'Why? Optional, and kept with the version.')}
      >
        <Input id="chain-note" value={note} onChange={({ currentTarget }) => setNote(currentTarget.value)} />
      </Field>
      <p className={styles.quiet}>
        {t('chain.form.effect', 'Incidents under way go on by the steps that they began with.')}
      </p>
      <Button
        disabled={reason !== undefined || save.isPending}
        tooltip={reason}
        icon={save.isPending ? 'spinner' : undefined}
        onClick={() => save.mutate({ draft, note }, { onSuccess: onClose })}
      >
        <Trans i18nKey="chain.save">Save the chain</Trans>
      </Button>
    </Drawer>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  steps: css({ padding: theme.spacing(1.5, 0, 2) }),
  quiet: css({ color: theme.colors.text.secondary }),
  missing: css({ color: theme.colors.warning.text, fontSize: theme.typography.bodySmall.fontSize }),
});
