import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, Checkbox, Field, FileUpload, Modal, TextArea, useStyles2 } from '@grafana/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { ImportAlertmanagerDocument, PreviewAlertmanagerDocument } from '../../api/generated/graphql';
import { usePermission } from '../../api/useViewer';
import { Failure } from '../../components/Failure/Failure';
import { diffTrees } from './diffTrees';
import { type DraftNode, nestRoutes } from './draft';
import { ImportReport } from './ImportReport';

interface Props {
  live: DraftNode;
  /** The version that is live: what is imported is imported over it. */
  version: number;
  /** How much the draft that is open changes; importing drops it. Undefined while none is open. */
  draftChanges: number | undefined;
  /** Takes the tree of the configuration as a draft: nothing is live until it is saved. */
  onUse(tree: DraftNode): void;
  onImported(): void;
  onClose(): void;
}

/** Reads an alertmanager.yml: first what was understood of it, what is new in it and what was not understood, line by line; then all of it is saved, or its routes become a draft. */
export function ImportDialog({ live, version, draftChanges, onUse, onImported, onClose }: Props) {
  const styles = useStyles2(getStyles);
  const queryClient = useQueryClient();
  const mayQuiet = usePermission('quiet:manage') ?? false;
  const [text, setText] = useState('');
  const [isDropping, setIsDropping] = useState(false);
  const preview = useMutation({
    mutationFn: async (configuration: string) =>
      (await ask(PreviewAlertmanagerDocument, { configuration })).data.previewAlertmanager,
  });
  const save = useMutation({
    mutationFn: () => ask(ImportAlertmanagerDocument, { configuration: text, expectedVersion: version }),
    onSuccess: onImported,
    onSettled: () => {
      for (const queryKey of [['routes'], ['inhibitionRules'], ['timeIntervals']]) {
        void queryClient.invalidateQueries({ queryKey });
      }
    },
  });
  const write = (next: string) => {
    setText(next);
    preview.reset();
    save.reset();
  };
  const tree = preview.data && nestRoutes(preview.data.nodes);
  const diffs = tree ? diffTrees(live, tree) : [];
  const quiet = preview.data ? [...preview.data.inhibitRules, ...preview.data.timeIntervals] : [];
  const isLacking = quiet.length > 0 && !mayQuiet;
  const keepsDraft = draftChanges !== undefined && !isDropping;
  const isSame = diffs.length === 0 && quiet.every(({ change }) => change === 'same');
  return (
    <Modal
      isOpen
      title={t('routes.import.title', 'Import an Alertmanager configuration')}
      onDismiss={onClose}
      className={styles.modal}
    >
      <Field
        label={t('routes.import.label', 'Configuration')}
        description={t('routes.import.hint', 'The text of alertmanager.yml. Its secrets are not kept.')}
      >
        <TextArea
          id="alertmanager-configuration"
          rows={preview.data ? 4 : 14}
          className={styles.text}
          value={text}
          spellCheck={false}
          placeholder={'route:\n  receiver: default\n  routes:\n    - matchers: [ team="db" ]\n      receiver: db'}
          onChange={({ currentTarget }) => write(currentTarget.value)}
        />
      </Field>
      <FileUpload
        size="sm"
        accept=".yml,.yaml"
        onFileUpload={({ currentTarget }) => void currentTarget.files?.[0]?.text().then(write)}
      />
      {preview.error ? <Failure error={preview.error} /> : null}
      {preview.data && <ImportReport preview={preview.data} diffs={diffs} />}
      {tree && draftChanges !== undefined && (
        <Alert
          severity="warning"
          title={t('routes.import.drops', 'You have a draft with {{count}} changes that nobody else has', {
            count: draftChanges,
            defaultValue_one: 'You have a draft with {{count}} change that nobody else has',
            defaultValue_other: 'You have a draft with {{count}} changes that nobody else has',
          })}
        >
          <p>
            {t(
              'routes.import.dropsHelp',
              'What is imported takes its place. To keep it, cancel, and save or write down the draft first.'
            )}
          </p>
          <Checkbox
            label={t('routes.import.drop', 'Drop my draft')}
            value={isDropping}
            onChange={({ currentTarget }) => setIsDropping(currentTarget.checked)}
          />
        </Alert>
      )}
      {save.error ? <Failure error={save.error} retry={() => preview.mutate(text, { onSuccess: save.reset })} /> : null}
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onClose}>
          <Trans i18nKey="routes.cancel">Cancel</Trans>
        </Button>
        {tree ? (
          <>
            <Button
              variant="secondary"
              disabled={diffs.length === 0 || keepsDraft}
              tooltip={t('routes.import.useHint', 'Try and replay the routes first; nothing is saved yet.')}
              onClick={() => onUse(tree)}
            >
              <Trans i18nKey="routes.import.use">Routes as a draft</Trans>
            </Button>
            <Button
              disabled={isSame || isLacking || keepsDraft || save.isPending}
              icon={save.isPending ? 'spinner' : undefined}
              tooltip={
                isLacking
                  ? t('routes.import.lacking', 'Inhibition rules and time intervals need the permission quiet:manage.')
                  : keepsDraft
                    ? t('routes.import.keeps', 'Say above that your draft is dropped.')
                    : isSame
                      ? t('routes.import.same', 'Everything in this file is here already.')
                      : undefined
              }
              onClick={() => save.mutate()}
            >
              <Trans i18nKey="routes.import.save">Save all and make live</Trans>
            </Button>
          </>
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

const getStyles = (theme: GrafanaTheme2) => ({
  modal: css({ width: 860, maxWidth: '95vw' }),
  text: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize }),
});
