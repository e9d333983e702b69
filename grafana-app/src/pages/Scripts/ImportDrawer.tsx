import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, Badge, Button, Drawer, Field, FileDropzone, Stack, TextArea, useStyles2 } from '@grafana/ui';
import type { ImportScriptsMutation } from '../../api/generated/graphql';
import { readText } from '../../api/readText';
import { FormFailure } from '../../components/Failure/FormFailure';
import { Quiet, Section } from '../../components/Section/Section';
import { plain } from '../../words/plain';
import { scriptChangeLook } from '../../words/scripts';
import { useImport } from './useScripts';

/** A file of scripts: what it would change is said first, then it is taken in, all of it or nothing. */
export function ImportDrawer({ onClose }: { onClose(): void }) {
  const styles = useStyles2(getStyles);
  const [yaml, setYaml] = useState('');
  const trial = useImport();
  const taking = useImport();
  const isGood = trial.data !== undefined && trial.data.problems.length === 0 && trial.variables.yaml === yaml;
  const isEmpty = yaml.trim() === '';
  return (
    <Drawer
      title={t('scriptImport.title', 'Import scripts')}
      subtitle={t('scriptImport.subtitle', 'They are told apart by their names. All of them come in, or none.')}
      size="md"
      onClose={onClose}
    >
      <FormFailure error={trial.error ?? taking.error} />
      <FileDropzone
        options={{
          multiple: false,
          accept: { 'application/yaml': ['.yaml', '.yml'] },
          onDrop: ([file]) => {
            if (file !== undefined) {
              void readText(file).then(setYaml);
            }
          },
        }}
      />
      <Field label={t('scriptImport.yaml', 'YAML')} className={styles.file}>
        <TextArea
          id="script-import"
          className={styles.mono}
          rows={12}
          spellCheck={false}
          value={yaml}
          onChange={({ currentTarget }) => setYaml(currentTarget.value)}
        />
      </Field>
      <Stack direction="row">
        <Button
          variant={isGood ? 'secondary' : 'primary'}
          icon="eye"
          disabled={isEmpty || trial.isPending}
          onClick={() => trial.mutate({ yaml, dryRun: true })}
        >
          <Trans i18nKey="scriptImport.look">What would change?</Trans>
        </Button>
        <Button
          icon="import"
          disabled={!isGood || taking.isPending}
          tooltip={t('scriptImport.takeHint', 'Once what would change was looked at')}
          onClick={() =>
            taking.mutate(
              { yaml, dryRun: false },
              {
                onSuccess: ({ problems }) => (problems.length === 0 ? onClose() : trial.mutate({ yaml, dryRun: true })),
              }
            )
          }
        >
          <Trans i18nKey="scriptImport.take">Import</Trans>
        </Button>
      </Stack>
      {trial.data && <Found found={trial.data} />}
    </Drawer>
  );
}

function Found({ found: { scripts, problems } }: { found: ImportScriptsMutation['importScripts'] }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.found}>
      {problems.length > 0 && (
        <Alert severity="error" title={t('scriptImport.problems', 'Nothing can be taken in')}>
          <ul className={styles.list}>
            {problems.map(({ line, message }) => (
              <li key={`${line} ${message}`}>
                {t('scriptImport.problem', 'Line {{line}}: {{message}}', { ...plain, line, message })}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {(scripts.length > 0 || problems.length === 0) && (
        <Section title={t('scriptImport.changes', 'What would change')}>
          {scripts.length === 0 ? (
            <Quiet>{t('scriptImport.nothing', 'There is no script in it.')}</Quiet>
          ) : (
            <ul className={styles.list}>
              {scripts.map(({ name, change }) => (
                <li key={name} className={styles.row}>
                  <span className={styles.name}>{name}</span>
                  <Badge {...scriptChangeLook(change)} />
                </li>
              ))}
            </ul>
          )}
        </Section>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  file: css({ marginTop: theme.spacing(2) }),
  mono: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize }),
  found: css({ marginTop: theme.spacing(2) }),
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
    padding: theme.spacing(0.75, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  name: css({ overflowWrap: 'anywhere' }),
});
