import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, Field, Modal, TextArea } from '@grafana/ui';
import { ApiError } from '../../api/errors';
import { Failure } from '../../components/Failure/Failure';
import { TextDiff } from '../../components/TextDiff/TextDiff';
import { plain } from '../../words/plain';
import { type PolicyNames, policyText } from './policyText';
import type { PolicyDraftNode } from './policyTree';
import { useSavePolicy } from './usePolicy';

interface Props {
  tree: PolicyDraftNode;
  /** What is live now; none before the first. */
  live: PolicyDraftNode | undefined;
  names: PolicyNames;
  /** The version that the draft was begun from, and the one that is live now. */
  version: number;
  liveVersion: number;
  /** Takes what is live now as what the draft changes. */
  onRebase(): void;
  onSaved(): void;
  onClose(): void;
}

/** The last look before a draft goes live. When somebody else saved meanwhile the draft is kept. */
export function SavePolicyDialog({ tree, live, names, version, liveVersion, onRebase, onSaved, onClose }: Props) {
  const [note, setNote] = useState('');
  const save = useSavePolicy();
  const isStale = version !== liveVersion || (save.error instanceof ApiError && save.error.code === 'CONFLICT');
  return (
    <Modal isOpen title={t('policy.save.title', 'Save the policy')} onDismiss={onClose}>
      {isStale ? (
        <Alert
          severity="warning"
          title={t('policy.save.stale', 'Somebody else saved version {{version}} meanwhile', {
            ...plain,
            version: liveVersion,
          })}
        >
          {t('policy.save.staleAdvice', 'Look at it under Versions. Saving puts your draft in its place.')}
        </Alert>
      ) : null}
      {save.error && !isStale ? <Failure error={save.error} /> : null}
      <Field label={t('policy.save.changes', 'What changes')}>
        <TextDiff
          label={t('policy.save.difference', 'From the live policy to the draft')}
          before={live ? policyText(live, names) : ''}
          after={policyText(tree, names)}
        />
      </Field>
      <Field
        label={t('policy.save.note', 'Note')}
        description={t('policy.save.noteHint', 'Why? Optional, and kept with the version.')}
      >
        <TextArea
          id="policy-note"
          rows={2}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
      </Field>
      <p>
        {t(
          'policy.save.effect',
          'Incidents that are announced from now on are told by it. What is under way goes on by the steps that it began with.'
        )}
      </p>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onClose}>
          <Trans i18nKey="policy.cancel">Cancel</Trans>
        </Button>
        {isStale ? (
          <Button
            variant="destructive"
            onClick={() => {
              save.reset();
              onRebase();
            }}
          >
            <Trans i18nKey="policy.save.rebase">I have looked at it</Trans>
          </Button>
        ) : (
          <Button
            disabled={save.isPending}
            icon={save.isPending ? 'spinner' : undefined}
            onClick={() => save.mutate({ tree, version, note }, { onSuccess: onSaved })}
          >
            <Trans i18nKey="policy.save.save">Save and make live</Trans>
          </Button>
        )}
      </Modal.ButtonRow>
    </Modal>
  );
}
