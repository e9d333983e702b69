import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, Field, Input, Modal } from '@grafana/ui';
import { ask } from '../../api/ask';
import { ApiError } from '../../api/errors';
import { ScriptDetailDocument } from '../../api/generated/graphql';
import { FormFailure } from '../../components/Failure/FormFailure';
import { TextDiff } from '../../components/TextDiff/TextDiff';
import { plain } from '../../words/plain';
import { draftOf, draftText, readSchema, type ScriptDraft } from './scriptDraft';
import { toLimits } from './scriptLimits';
import { type SavedScript, useSaveScript } from './useScript';

interface Props {
  /** The script as it is saved; null for a new one. */
  base: SavedScript | null;
  /** The version that the draft began with; null for a new one. */
  began: number | null;
  draft: ScriptDraft;
  onSaved(script: SavedScript): void;
  onDismiss(): void;
}

/** The last look before a further version. When somebody else saved meanwhile the draft is kept and compared with theirs. */
export function SaveDialog({ base: saved, began, draft, onSaved, onDismiss }: Props) {
  const [note, setNote] = useState('');
  const [base, setBase] = useState(saved);
  const save = useSaveScript();
  const isStale = saved !== null && save.error instanceof ApiError && save.error.code === 'CONFLICT';
  const isRebased = base !== null && base.version !== began;
  const lookAgain = async () => {
    const { data } = await ask(ScriptDetailDocument, { id: saved?.id ?? '' });
    setBase(data.script ?? base);
    save.reset();
  };
  const { name, description, language, tags, team, code } = draft;
  return (
    <Modal
      isOpen
      title={
        saved === null
          ? t('script.saveNew', 'Save the new script')
          : t('script.saveTitle', 'Save {{name}}', { ...plain, name: saved.name })
      }
      onDismiss={onDismiss}
    >
      {isStale ? (
        <Alert severity="warning" title={t('script.stale', 'It was saved by somebody else, or the name is taken')}>
          {save.error instanceof ApiError && save.error.detail}
          <div>
            <Button size="sm" variant="secondary" onClick={() => void lookAgain()}>
              <Trans i18nKey="script.compare">Compare with what is there now</Trans>
            </Button>
          </div>
        </Alert>
      ) : (
        <FormFailure error={save.error} />
      )}
      {isRebased && (
        <Alert
          severity="info"
          title={t('script.rebased', 'Compared with version {{version}}', { ...plain, version: base.version })}
        >
          {t('script.rebasedHelp', 'Saving puts your draft in its place; that version stays among the versions.')}
        </Alert>
      )}
      {base !== null && (
        <TextDiff
          label={t('script.changes', 'What changes')}
          before={draftText(draftOf(base))}
          after={draftText(draft)}
        />
      )}
      <Field
        label={t('script.note', 'Note')}
        description={t('script.noteHelp', 'Why? Optional, and kept with the version.')}
      >
        <Input
          id="script-note"
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
              {
                ...{ id: base?.id ?? null, baseVersion: base?.version ?? 0, note: note.trim() || null },
                ...{ name: name.trim(), description, language, tags, teamId: team?.id ?? null, code },
                ...{ parameters: readSchema(draft.schema), timeoutSeconds: Number(draft.timeout) },
                limits: toLimits(draft.limits),
              },
              { onSuccess: onSaved }
            )
          }
        >
          <Trans i18nKey="script.saveVersion">Save a version</Trans>
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}
