import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, Field, Modal, TextArea } from '@grafana/ui';
import { ApiError } from '../../api/errors';
import { Failure } from '../../components/Failure/Failure';
import { plain } from '../../words/plain';
import type { TreeDiff } from './diffTrees';
import { DiffList } from './DiffList';
import type { DraftNode } from './draft';
import { useSaveRoutes } from './useRoutes';

interface Props {
  tree: DraftNode;
  /** The version that the draft was begun from, and the one that is live now. */
  version: number;
  liveVersion: number;
  diffs: TreeDiff[];
  /** Takes what is live now as what the draft changes. */
  onRebase(): void;
  onSaved(): void;
  onClose(): void;
}

/** The last look before a draft goes live. When somebody else saved meanwhile the draft is kept, and the difference is shown anew. */
export function SaveDialog({ tree, version, liveVersion, diffs, onRebase, onSaved, onClose }: Props) {
  const [note, setNote] = useState('');
  const save = useSaveRoutes();
  const isStale = version !== liveVersion || (save.error instanceof ApiError && save.error.code === 'CONFLICT');
  return (
    <Modal isOpen title={t('routes.save.title', 'Save the routes')} onDismiss={onClose}>
      {isStale ? (
        <Alert
          severity="warning"
          title={t('routes.save.stale', 'Somebody else saved version {{version}} meanwhile', {
            ...plain,
            version: liveVersion,
          })}
        >
          {t(
            'routes.save.staleAdvice',
            'The list below shows how your draft differs from what is live now. Saving puts your draft in its place.'
          )}
        </Alert>
      ) : null}
      {save.error && !isStale ? <Failure error={save.error} /> : null}
      <DiffList diffs={diffs} />
      <Field
        label={t('routes.save.note', 'Note')}
        description={t('routes.save.noteHint', 'Why? Optional, and kept with the version.')}
      >
        <TextArea rows={2} value={note} onChange={({ currentTarget }) => setNote(currentTarget.value)} />
      </Field>
      <p>
        {t(
          'routes.save.effect',
          'Alerts that come from now on take the new way; incidents that are open stay as they are.'
        )}
      </p>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onClose}>
          <Trans i18nKey="routes.cancel">Cancel</Trans>
        </Button>
        {isStale ? (
          <Button
            variant="destructive"
            onClick={() => {
              save.reset();
              onRebase();
            }}
          >
            <Trans i18nKey="routes.save.rebase">I have looked at it</Trans>
          </Button>
        ) : (
          <Button
            disabled={save.isPending}
            icon={save.isPending ? 'spinner' : undefined}
            onClick={() => save.mutate({ tree, version, note }, { onSuccess: onSaved })}
          >
            <Trans i18nKey="routes.save.save">Save and make live</Trans>
          </Button>
        )}
      </Modal.ButtonRow>
    </Modal>
  );
}
