import React, { type FormEvent, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, Field, FileUpload, Input, Modal, TextArea, useStyles2 } from '@grafana/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { CheckRuleFileDocument, ImportRuleFileDocument } from '../../api/generated/graphql';
import { readText } from '../../api/readText';
import { FormFailure } from '../../components/Failure/FormFailure';
import { FileReport } from './FileReport';

/** Below what the platform takes as one file. */
const LONGEST = 200_000;

/** Brings a rule file: chosen or pasted, checked, and only then kept. */
export function ImportFile({ onDone }: { onDone(): void }) {
  const styles = useStyles2(getStyles);
  const queryClient = useQueryClient();
  const [source, setSource] = useState('');
  const [file, setFile] = useState('');
  const [content, setContent] = useState('');
  const check = useMutation({
    mutationFn: async (text: string) => (await ask(CheckRuleFileDocument, { content: text })).data.checkRuleFile,
  });
  const bring = useMutation({
    mutationFn: async () =>
      (await ask(ImportRuleFileDocument, { input: { source, file, content } })).data.importRuleFile,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['rules'] }),
  });
  const change = (text: string) => {
    setContent(text);
    check.reset();
  };
  const choose = async ({ currentTarget }: FormEvent<HTMLInputElement>) => {
    const chosen = currentTarget.files?.[0];
    if (chosen) {
      change(await readText(chosen));
      setFile(chosen.name);
    }
  };
  const isTooLong = content.length > LONGEST;
  const ready = source.trim() !== '' && file.trim() !== '' && content.trim() !== '' && !isTooLong;
  const title = t('ruleSources.file.title', 'Import a rule file');
  if (bring.data) {
    return (
      <Modal isOpen title={title} onDismiss={onDone}>
        <FileReport report={bring.data} imported />
        <Modal.ButtonRow>
          <Button onClick={onDone}>
            <Trans i18nKey="ruleSources.file.done">Done</Trans>
          </Button>
        </Modal.ButtonRow>
      </Modal>
    );
  }
  return (
    <Modal isOpen title={title} onDismiss={onDone}>
      <FormFailure error={bring.error ?? check.error} />
      <Field
        label={t('ruleSources.file.choose', 'Rule file of Prometheus or vmalert')}
        description={t(
          'ruleSources.file.chooseHelp',
          'Templates stay as they are written. Choose a file, or paste it below.'
        )}
      >
        <FileUpload accept=".yml,.yaml,.rules" showFileName onFileUpload={(event) => void choose(event)}>
          {t('ruleSources.file.button', 'Choose a file')}
        </FileUpload>
      </Field>
      <Field
        label={t('ruleSources.file.content', 'Content')}
        htmlFor="rule-content"
        invalid={isTooLong}
        error={t('ruleSources.file.tooLong', 'A file may have 200,000 characters; split it up.')}
      >
        <TextArea
          id="rule-content"
          rows={8}
          spellCheck={false}
          className={styles.content}
          placeholder={EXAMPLE}
          value={content}
          onChange={(event) => change(event.currentTarget.value)}
        />
      </Field>
      <Field
        label={t('ruleSources.file.source', 'Source')}
        description={t(
          'ruleSources.file.sourceHelp',
          'What the files belong to, e.g. a repository. Made when it is new.'
        )}
        htmlFor="rule-source"
      >
        <Input
          id="rule-source"
          maxLength={100}
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
      </Field>
      <Field
        label={t('ruleSources.file.name', 'Name of the file')}
        description={t('ruleSources.file.nameHelp', 'Importing under the same name again replaces its rules.')}
        htmlFor="rule-name"
      >
        <Input id="rule-name" maxLength={200} value={file} onChange={(event) => setFile(event.currentTarget.value)} />
      </Field>
      <div aria-live="polite">{check.data && <FileReport report={check.data} />}</div>
      {isTooLong && (
        <Alert
          severity="error"
          title={t('ruleSources.file.tooLong', 'A file may have 200,000 characters; split it up.')}
        />
      )}
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onDone}>
          <Trans i18nKey="ruleSources.cancel">Cancel</Trans>
        </Button>
        <Button
          variant="secondary"
          disabled={content.trim() === '' || isTooLong || check.isPending}
          icon={check.isPending ? 'spinner' : undefined}
          onClick={() => check.mutate(content)}
        >
          <Trans i18nKey="ruleSources.file.check">Check</Trans>
        </Button>
        <Button
          disabled={!ready || bring.isPending}
          icon={bring.isPending ? 'spinner' : undefined}
          onClick={() => bring.mutate()}
        >
          <Trans i18nKey="ruleSources.file.import">Import</Trans>
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}

const EXAMPLE = `groups:
  - name: hosts
    rules:
      - alert: HostDown
        expr: up{job="node"} == 0
        for: 5m`;

const getStyles = (theme: GrafanaTheme2) => ({
  content: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize }),
});
