import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, Field, Modal, TextArea } from '@grafana/ui';
import { ApiError } from '../../api/errors';
import { FormFailure } from '../../components/Failure/FormFailure';
import { plain } from '../../words/plain';
import type { RuleDiff } from './diffRules';
import type { Draft } from './draft';
import { RuleDiffs } from './RuleDiffs';
import { useSaveRules } from './useEnrichment';

interface Props {
  draft: Draft;
  liveVersion: number;
  /** How the draft differs from what is live now. */
  diffs: RuleDiff[];
  /** Takes what is live now as what the draft changes. */
  onRebase(): void;
  /** Gives the draft up for what is live. */
  onDiscard(): void;
  onSaved(): void;
  onClose(): void;
}

/** The last look before a draft goes live. When somebody else saved meanwhile the draft is kept until its author says what is to become of it. */
export function SaveDialog({ draft, liveVersion, diffs, onRebase, onDiscard, onSaved, onClose }: Props) {
  const [note, setNote] = useState('');
  const save = useSaveRules(onSaved);
  const isStale = draft.version !== liveVersion;
  const isConflict = save.error instanceof ApiError && save.error.code === 'CONFLICT';
  return (
    <Modal isOpen title={t('enrichment.save.title', 'Save the rules')} onDismiss={onClose}>
      {isStale && (
        <Alert
          severity="warning"
          title={t('enrichment.save.stale', 'Somebody else saved version {{version}} meanwhile', {
            ...plain,
            version: liveVersion,
          })}
        >
          {t(
            'enrichment.save.staleHelp',
            'Your draft is kept. The list shows what it changes in what is live now: go on with it, or give it up and load the rules that are live.'
          )}
        </Alert>
      )}
      {!(isStale && isConflict) && <FormFailure error={save.error} />}
      <RuleDiffs diffs={diffs} />
      <Field
        label={t('enrichment.save.note', 'Note')}
        description={t('enrichment.save.noteHelp', 'Why? Optional, and kept with the version.')}
      >
        <TextArea
          id="enrichment-note"
          rows={2}
          maxLength={2000}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
      </Field>
      <p>{t('enrichment.save.effect', 'Alerts are judged by these rules within ten seconds.')}</p>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onClose}>
          <Trans i18nKey="enrichment.rule.cancel">Cancel</Trans>
        </Button>
        {isStale ? (
          <>
            <Button variant="destructive" fill="outline" onClick={onDiscard}>
              {t('enrichment.save.discard', 'Give up the draft, load version {{version}}', {
                ...plain,
                version: liveVersion,
              })}
            </Button>
            <Button
              onClick={() => {
                save.reset();
                onRebase();
              }}
            >
              <Trans i18nKey="enrichment.save.rebase">Go on with my draft</Trans>
            </Button>
          </>
        ) : (
          <Button
            disabled={save.isPending || diffs.length === 0}
            icon={save.isPending ? 'spinner' : undefined}
            onClick={() => save.mutate({ draft, note })}
          >
            <Trans i18nKey="enrichment.save.save">Save and make live</Trans>
          </Button>
        )}
      </Modal.ButtonRow>
    </Modal>
  );
}
