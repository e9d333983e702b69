import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, Field, Input, Modal } from '@grafana/ui';
import { ask } from '../../api/ask';
import { ApiError } from '../../api/errors';
import { PlaybookDetailDocument } from '../../api/generated/graphql';
import { FormFailure } from '../../components/Failure/FormFailure';
import { TextDiff } from '../../components/TextDiff/TextDiff';
import { writeYaml } from '../../playbook/yaml';
import { plain } from '../../words/plain';
import { type Draft, type Playbook, useSavePlaybook } from './usePlaybook';

interface Props {
  saved: Playbook | null;
  /** The version that the draft began with; null for a new one. */
  began: number | null;
  draft: Draft;
  name: string;
  onSaved(playbook: Playbook): void;
  onDismiss(): void;
}

/** The last look before a further version. When somebody else saved meanwhile the draft is kept and compared with theirs. */
export function SaveDialog({ saved, began, draft, name, onSaved, onDismiss }: Props) {
  const [note, setNote] = useState('');
  const [base, setBase] = useState(saved);
  const save = useSavePlaybook();
  const isStale = saved !== null && save.error instanceof ApiError && save.error.code === 'CONFLICT';
  const isRebased = base !== null && base.version !== began;
  const text = draft.yaml ?? writeYaml(draft.definition);
  const lookAgain = async () => {
    const { data } = await ask(PlaybookDetailDocument, { id: saved?.id ?? '' });
    setBase(data.playbook ?? base);
    save.reset();
  };
  return (
    <Modal
      isOpen
      title={
        saved === null
          ? t('playbook.saveNew', 'Save the new playbook')
          : t('playbook.saveTitle', 'Save {{name}}', { ...plain, name })
      }
      onDismiss={onDismiss}
    >
      {isStale ? (
        <Alert severity="warning" title={t('playbook.stale', 'It was saved by somebody else, or the name is taken')}>
          {save.error instanceof ApiError && save.error.detail}
          <div>
            <Button size="sm" variant="secondary" onClick={() => void lookAgain()}>
              <Trans i18nKey="playbook.compare">Compare with what is there now</Trans>
            </Button>
          </div>
        </Alert>
      ) : (
        <FormFailure error={save.error} />
      )}
      {isRebased && (
        <Alert
          severity="info"
          title={t('playbook.rebased', 'Compared with version {{version}}', { ...plain, version: base.version })}
        >
          {t('playbook.rebasedHelp', 'Saving puts your draft in its place; that version stays among the versions.')}
        </Alert>
      )}
      {base !== null && <TextDiff label={t('playbook.changes', 'What changes')} before={base.yaml} after={text} />}
      <Field
        label={t('playbook.note', 'Note')}
        description={t(
          'playbook.noteHelp',
          'Why? Optional, and kept with the version. Runs under way keep their version.'
        )}
      >
        <Input
          id="playbook-note"
          maxLength={500}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
      </Field>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onDismiss}>
          <Trans i18nKey="incident.cancel">Cancel</Trans>
        </Button>
        <Button
          icon={save.isPending ? 'spinner' : 'save'}
          disabled={save.isPending || isStale}
          onClick={() =>
            save.mutate(
              { id: base?.id ?? null, baseVersion: base?.version ?? null, note: note.trim() || null, ...draft },
              { onSuccess: onSaved }
            )
          }
        >
          <Trans i18nKey="playbook.saveVersion">Save a version</Trans>
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}
