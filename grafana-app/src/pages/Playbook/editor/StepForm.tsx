import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, Button, Field, Input, RadioButtonGroup, Switch, useStyles2 } from '@grafana/ui';
import { asRecord } from '../../../api/errors';
import { type Address, deedKinds, type Step, writeAddress } from '../../../playbook/definition';
import { changeStep, withAt } from '../../../playbook/editSteps';
import { problemsAt } from '../../../playbook/problems';
import { stepKindLook } from '../../../words/playbooks';
import { fieldId, useEditor } from './EditorContext';
import { FieldInput } from './FieldInput';
import { type FieldSpec, stepFields } from './stepFields';

interface Props {
  step: Step;
  address: Address;
}

/** Everything about one step: what its kind needs, and, folded, when it is done and what happens when it fails. */
export function StepForm({ step, address }: Props) {
  const styles = useStyles2(getStyles);
  const { definition, problems, isReadOnly, change } = useEditor();
  const own = problems.filter(({ path }) => path === writeAddress(address));
  const set = (changes: Record<string, unknown>) => change(changeStep(definition, address, changes));
  const setAt = (at: string[], value: unknown) => {
    // A check by another means has nothing in common with the one before.
    const isOtherCheck = at.join('.') === 'check.by';
    change(
      isOtherCheck
        ? changeStep(definition, address, { check: value === 'http' ? newHttpCheck : newQueryCheck })
        : withAt(definition, [...address, ...at], () => value)
    );
  };
  return (
    <div className={styles.form}>
      <p className={styles.help}>{stepKindLook(step.kind).help}</p>
      {own.map(({ message }) => (
        <Alert key={message} severity="error" title={message} />
      ))}
      <div className={styles.pair}>
        <TextField
          step={step}
          address={address}
          at="name"
          label={t('step.field.name', 'What it does, in a few words')}
          onChange={(name) => set({ name })}
        />
        <TextField
          step={step}
          address={address}
          at="id"
          label={t('step.field.id', 'Identifier')}
          help={t('step.field.idHelp', 'Later steps name it so: steps.{{id}}.output', { id: step.id || 'id' })}
          onChange={(id) => set({ id })}
        />
      </div>
      {stepFields(step).map((spec) => (
        <FieldInput
          key={spec.at.join('.')}
          step={step}
          address={address}
          spec={spec}
          onChange={(value) => setAt(spec.at, value)}
        />
      ))}
      <More>
        <FieldInput step={step} address={address} spec={ifField()} onChange={(value) => set({ if: value })} />
        <Field label={t('step.field.onError', 'When it fails')}>
          <RadioButtonGroup
            id={fieldId(address, ['onError'])}
            disabled={isReadOnly}
            value={String(step.onError ?? 'rollBack')}
            options={[
              { value: 'rollBack', label: t('step.onError.rollBack', 'Undo what was done') },
              { value: 'stop', label: t('step.onError.stop', 'End the run') },
              { value: 'continue', label: t('step.onError.continue', 'Go on') },
            ]}
            onChange={(onError) => set({ onError: onError === 'rollBack' ? undefined : onError })}
          />
        </Field>
        {isDeed(step) && <Trying step={step} address={address} set={set} />}
      </More>
    </div>
  );
}

const isDeed = ({ kind }: Step) => deedKinds.some((deed) => deed === kind);
const newHttpCheck = { by: 'http', method: 'GET', url: '' };
const newQueryCheck = { by: 'promql', credential: '', query: '' };

const ifField = (): FieldSpec => ({
  ...{ type: 'expression', at: ['if'], optional: true, label: t('step.field.if', 'Only if') },
  help: t('step.field.ifHelp', 'It is skipped where this is false.'),
});

interface TryingProps extends Props {
  set(changes: Record<string, unknown>): void;
}

/** How long a step may take, and whether and how it is tried again. */
function Trying({ step, address, set }: TryingProps) {
  const styles = useStyles2(getStyles);
  const { isReadOnly } = useEditor();
  const retry = asRecord(step.retry);
  const number = (at: string[], label: string, min: number, max: number, help?: string): FieldSpec => ({
    ...{ type: 'number', at, label, min, max, help, optional: true },
  });
  const setRetry = (changes: Record<string, unknown>) =>
    set({
      retry: Object.fromEntries(Object.entries({ ...retry, ...changes }).filter(([, value]) => value !== undefined)),
    });
  const field = (spec: FieldSpec, onChange: (value: unknown) => void) => (
    <FieldInput step={step} address={address} spec={spec} onChange={onChange} />
  );
  return (
    <>
      {field(
        number(
          ['timeoutSeconds'],
          t('step.field.timeout', 'May take seconds'),
          1,
          86_400,
          t('step.field.timeoutHelp', '60 when it is empty.')
        ),
        (timeoutSeconds) => set({ timeoutSeconds })
      )}
      <Field
        label={t('step.field.idempotent', 'Doing it twice does no harm')}
        description={t(
          'step.field.idempotentHelp',
          'Then it is done again when the machine that did it is lost; otherwise it ends as failed.'
        )}
      >
        <Switch
          id={fieldId(address, ['idempotent'])}
          disabled={isReadOnly}
          value={step.idempotent === true}
          onChange={({ currentTarget }) => set({ idempotent: currentTarget.checked || undefined })}
        />
      </Field>
      <Field label={t('step.field.retry', 'Try again when it fails')}>
        <Switch
          id={fieldId(address, ['retry'])}
          disabled={isReadOnly}
          value={step.retry !== undefined}
          onChange={({ currentTarget }) => set({ retry: currentTarget.checked ? { attempts: 3 } : undefined })}
        />
      </Field>
      {step.retry !== undefined && (
        <div className={styles.three}>
          {field(number(['retry', 'attempts'], t('step.field.attempts', 'Attempts in all'), 2, 10), (attempts) =>
            setRetry({ attempts })
          )}
          {field(
            number(['retry', 'delaySeconds'], t('step.field.delay', 'Seconds between'), 1, 86_400),
            (delaySeconds) => setRetry({ delaySeconds })
          )}
          {field(
            number(['retry', 'factor'], t('step.field.factor', 'Each time so many times longer'), 1, 10),
            (factor) => setRetry({ factor })
          )}
        </div>
      )}
    </>
  );
}

interface TextFieldProps extends Props {
  at: 'name' | 'id';
  label: string;
  help?: string;
  onChange(value: string): void;
}

function TextField({ step, address, at, label, help, onChange }: TextFieldProps) {
  const { problems, isReadOnly } = useEditor();
  const wrong = problemsAt(problems, [...address, at]);
  return (
    <Field
      label={label}
      description={help}
      invalid={wrong.length > 0}
      error={wrong.map(({ message }) => message).join(' ')}
    >
      <Input
        id={fieldId(address, [at])}
        value={step[at]}
        disabled={isReadOnly}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </Field>
  );
}

function More({ children }: { children: React.ReactNode }) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.more}>
      <Button
        size="sm"
        fill="text"
        variant="secondary"
        icon={open ? 'angle-down' : 'angle-right'}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {t('step.more', 'When it is done, and when it fails')}
      </Button>
      {open && children}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({
    padding: theme.spacing(1.5, 1.5, 0.5),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
  }),
  help: css({ color: theme.colors.text.secondary, marginBottom: theme.spacing(1.5) }),
  pair: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))',
    gap: theme.spacing(0, 2),
    alignItems: 'start',
  }),
  three: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(150px, 100%), 1fr))',
    gap: theme.spacing(0, 2),
    alignItems: 'end',
  }),
  more: css({ marginBottom: theme.spacing(1) }),
});
