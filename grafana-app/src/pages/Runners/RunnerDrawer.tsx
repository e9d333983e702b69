import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, Drawer, Field, Input } from '@grafana/ui';
import { FormFailure } from '../../components/Failure/FormFailure';
import { type TextPair, TextPairs } from '../../components/TextPairs/TextPairs';
import { type MadeToken, type Runner, useRunnerVerbs } from './useRunners';

interface Props {
  /** Null registers a new one. */
  runner: Runner | null;
  onClose(): void;
  onMade(made: MadeToken): void;
}

/** A runner being registered, or given another name or other labels. */
export function RunnerDrawer({ runner, onClose, onMade }: Props) {
  const [name, setName] = useState(runner?.name ?? '');
  const [pairs, setPairs] = useState<TextPair[]>(() => Object.entries(runner?.labels ?? { '': '' }));
  const { register, update } = useRunnerVerbs();
  const labels = Object.fromEntries(
    pairs.map(([label, text]) => [label.trim(), text.trim()]).filter(([label]) => label !== '')
  );
  const isPending = register.isPending || update.isPending;
  const save = () =>
    runner === null
      ? register.mutate({ name: name.trim(), labels }, { onSuccess: onMade })
      : update.mutate({ id: runner.id, input: { name: name.trim(), labels } }, { onSuccess: onClose });
  return (
    <Drawer title={runner?.name ?? t('runners.new', 'Register a runner')} size="sm" onClose={onClose}>
      <FormFailure error={register.error ?? update.error} />
      <Field label={t('runners.name', 'Name')}>
        <Input
          id="runner-name"
          maxLength={100}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
      </Field>
      <Field
        label={t('runners.labels', 'Labels')}
        description={t(
          'runners.labelsHelp',
          'It is given the steps that ask for some of these and for no others, such as site=taipei.'
        )}
      >
        <TextPairs label={t('runners.labels', 'Labels')} pairs={pairs} onChange={setPairs} />
      </Field>
      <Button
        icon={isPending ? 'spinner' : undefined}
        disabled={name.trim() === '' || Object.keys(labels).length === 0 || isPending}
        tooltip={t('runners.needs', 'It needs a name and a label')}
        onClick={save}
      >
        {runner === null ? (
          <Trans i18nKey="runners.register">Register</Trans>
        ) : (
          <Trans i18nKey="runners.save">Save</Trans>
        )}
      </Button>
    </Drawer>
  );
}
