import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, Field, Input, Modal, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { useMutation } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { type RuleSourceRowFragment, TestRuleSourceDocument } from '../../api/generated/graphql';
import { FormFailure } from '../../components/Failure/FormFailure';
import { formatTotal } from '../../words/counts';
import { ruleCountWords, syncReasonWords } from '../../words/rules';
import { CredentialsFields } from './CredentialsFields';
import { type Draft, draftOf, readDraft } from './draft';
import type { useRuleSourceActions } from './useRuleSources';

interface Props {
  /** The source that is edited; a new one without it. */
  source?: RuleSourceRowFragment;
  actions: ReturnType<typeof useRuleSourceActions>;
  onDone(): void;
}

/** Adds or edits a source. Its address can be tried before anything is saved. */
export function SourceForm({ source, actions, onDone }: Props) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(source));
  const { create, update } = actions;
  const set = (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change }));
  const read = readDraft(draft);
  const isAsked = source === undefined || source.kind === 'PROMETHEUS';
  const save = () =>
    source === undefined
      ? create.mutate(read.values, { onSuccess: onDone })
      : update.mutate({ id: source.id, input: isAsked ? read.values : { name: draft.name } }, { onSuccess: onDone });
  const pending = create.isPending || update.isPending;
  return (
    <Modal
      isOpen
      title={
        source === undefined
          ? t('ruleSources.form.add', 'Add a rule source')
          : t('ruleSources.form.edit', 'Edit the rule source')
      }
      onDismiss={onDone}
    >
      <FormFailure error={create.error ?? update.error} />
      <Field label={t('ruleSources.form.name', 'Name')} htmlFor="source-name">
        <Input
          id="source-name"
          autoFocus
          maxLength={100}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
      </Field>
      {isAsked && (
        <>
          <Field
            label={t('ruleSources.form.url', 'Address')}
            htmlFor="source-url"
            description={t(
              'ruleSources.form.urlHelp',
              'Base address of a Prometheus or vmalert, as the platform reaches it.'
            )}
            invalid={draft.url !== '' && read.urlProblem !== undefined}
            error={read.urlProblem}
          >
            <Input
              id="source-url"
              placeholder="http://prometheus:9090"
              value={draft.url}
              onChange={(event) => set({ url: event.currentTarget.value })}
            />
          </Field>
          <CredentialsFields draft={draft} stored={source?.auth} onChange={set} />
          <Field label={t('ruleSources.form.interval', 'Read every')}>
            <RadioButtonGroup
              aria-label={t('ruleSources.form.interval', 'Read every')}
              value={draft.intervalSeconds}
              onChange={(intervalSeconds) => set({ intervalSeconds })}
              options={intervals(draft.intervalSeconds)}
            />
          </Field>
          <Trial draft={draft} id={source?.id} ready={read.urlProblem === undefined} />
        </>
      )}
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onDone}>
          <Trans i18nKey="ruleSources.cancel">Cancel</Trans>
        </Button>
        <Button
          onClick={save}
          disabled={pending || draft.name.trim() === '' || (isAsked && !read.isComplete)}
          icon={pending ? 'spinner' : undefined}
        >
          <Trans i18nKey="ruleSources.form.save">Save</Trans>
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}

/** Asks the address once, as it stands in the form, and says what came of it. */
function Trial({ draft, id, ready }: { draft: Draft; id: string | undefined; ready: boolean }) {
  const styles = useStyles2(getStyles);
  const { mutate, data, error, isPending, reset } = useMutation({
    mutationFn: async () => {
      const { url, credentials } = readDraft(draft).values;
      return (await ask(TestRuleSourceDocument, { input: { id, url, credentials } })).data.testRuleSource;
    },
  });
  const [tried, setTried] = useState(draft);
  if (tried !== draft && (data !== undefined || error !== null)) {
    // What was found is about what stood there before.
    setTried(draft);
    reset();
  }
  const run = () => {
    setTried(draft);
    mutate();
  };
  return (
    <>
      <Button variant="secondary" icon={isPending ? 'spinner' : 'bolt'} disabled={!ready || isPending} onClick={run}>
        <Trans i18nKey="ruleSources.form.test">Test the connection</Trans>
      </Button>
      <div aria-live="polite">
        {error ? (
          <div className={styles.found}>
            <FormFailure error={error} />
          </div>
        ) : null}
        {data && (
          <Alert
            topSpacing={2}
            severity={data.reason === 'synced' ? 'success' : 'error'}
            title={
              data.reason === 'synced'
                ? t('ruleSources.form.works', 'It works: {{rules}}', {
                    rules: ruleCountWords(data.rules ?? 0, formatTotal(data.rules ?? 0)),
                  })
                : syncReasonWords(data.reason)
            }
          >
            {data.detail}
          </Alert>
        )}
      </div>
    </>
  );
}

/** Usual intervals, and the one that is set when it is another. */
function intervals(chosen: number) {
  const usual = [
    { value: 30, label: t('ruleSources.form.interval30s', '30 s') },
    { value: 60, label: t('ruleSources.form.interval1m', '1 min') },
    { value: 300, label: t('ruleSources.form.interval5m', '5 min') },
    { value: 3_600, label: t('ruleSources.form.interval1h', '1 h') },
  ];
  return usual.some(({ value }) => value === chosen) ? usual : [{ value: chosen, label: `${chosen} s` }, ...usual];
}

const getStyles = (theme: GrafanaTheme2) => ({ found: css({ marginTop: theme.spacing(2) }) });
