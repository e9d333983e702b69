import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, Field, FileUpload, Modal, TextArea, useStyles2 } from '@grafana/ui';
import { useMutation } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { PreviewAlertmanagerDocument, type PreviewAlertmanagerQuery } from '../../api/generated/graphql';
import { Failure } from '../../components/Failure/Failure';
import { plain } from '../../words/plain';
import { type DraftNode, nest } from './draft';

type Preview = PreviewAlertmanagerQuery['previewAlertmanager'];

interface Props {
  /** Takes the tree of the configuration as a draft: nothing is live until it is saved. */
  onUse(tree: DraftNode): void;
  onClose(): void;
}

/** Reads an alertmanager.yml: first what was understood of it and what was not, line by line, then a draft. */
export function ImportDialog({ onUse, onClose }: Props) {
  const styles = useStyles2(getStyles);
  const [text, setText] = useState('');
  const preview = useMutation({
    mutationFn: async (configuration: string) =>
      (await ask(PreviewAlertmanagerDocument, { configuration })).data.previewAlertmanager,
  });
  const tree = preview.data && nest(preview.data.nodes);
  return (
    <Modal
      isOpen
      title={t('routes.import.title', 'Import the routes of an Alertmanager')}
      onDismiss={onClose}
      className={styles.modal}
    >
      <Field
        label={t('routes.import.label', 'Configuration')}
        description={t('routes.import.hint', 'The text of alertmanager.yml. Its secrets are not kept.')}
      >
        <TextArea
          rows={preview.data ? 5 : 14}
          className={styles.text}
          value={text}
          placeholder={'route:\n  receiver: default\n  routes:\n    - matchers: [ team="db" ]\n      receiver: db'}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            preview.reset();
          }}
        />
      </Field>
      <FileUpload
        size="sm"
        accept=".yml,.yaml"
        onFileUpload={({ currentTarget }) => {
          void currentTarget.files?.[0]?.text().then(setText);
          preview.reset();
        }}
      />
      {preview.error ? <Failure error={preview.error} /> : null}
      {preview.data && <Understood preview={preview.data} />}
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onClose}>
          <Trans i18nKey="routes.cancel">Cancel</Trans>
        </Button>
        {tree ? (
          <Button onClick={() => onUse(tree)}>
            <Trans i18nKey="routes.import.use">Use as draft</Trans>
          </Button>
        ) : (
          <Button
            disabled={text.trim() === '' || preview.isPending}
            icon={preview.isPending ? 'spinner' : undefined}
            onClick={() => preview.mutate(text)}
          >
            <Trans i18nKey="routes.import.preview">Preview</Trans>
          </Button>
        )}
      </Modal.ButtonRow>
    </Modal>
  );
}

function Understood({ preview }: { preview: Preview }) {
  const styles = useStyles2(getStyles);
  const { nodes, receivers, inhibitRules, timeIntervals, notes } = preview;
  return (
    <div className={styles.understood}>
      <p>
        {t(
          'routes.import.understood',
          'Understood: {{routes}} routes, {{receivers}} receivers, {{inhibitRules}} inhibit rules, {{timeIntervals}} time intervals.',
          {
            ...plain,
            routes: nodes.length,
            receivers: receivers.length,
            inhibitRules: inhibitRules.length,
            timeIntervals: timeIntervals.length,
          }
        )}
      </p>
      {inhibitRules.length + timeIntervals.length > 0 && (
        <p className={styles.quiet}>
          {t(
            'routes.import.later',
            'The draft takes the routes only: make the inhibit rules and time intervals by hand.'
          )}
        </p>
      )}
      {notes.length > 0 && (
        <>
          <h4>{t('routes.import.notes', 'Not taken over as it stands')}</h4>
          <ul className={styles.notes}>
            {notes.map(({ line, path, message }) => (
              <li key={`${line} ${path} ${message}`}>
                <code>{t('routes.import.line', 'line {{line}}', { ...plain, line })}</code>{' '}
                <span className={styles.quiet}>{path}</span> {message}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  modal: css({ width: 800, maxWidth: '95vw' }),
  text: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize }),
  understood: css({ marginTop: theme.spacing(2) }),
  quiet: css({ color: theme.colors.text.secondary }),
  notes: css({
    listStyle: 'none',
    maxHeight: 220,
    overflow: 'auto',
    margin: 0,
    '& li': {
      padding: theme.spacing(0.25, 0),
      overflowWrap: 'anywhere',
      fontSize: theme.typography.bodySmall.fontSize,
    },
  }),
});
