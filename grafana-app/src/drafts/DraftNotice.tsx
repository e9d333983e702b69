import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button } from '@grafana/ui';
import { plain } from '../words/plain';

interface Props {
  /** When it was last changed, in milliseconds since 1970. */
  at: number;
  /** The version that the draft began with; null for something new. */
  began: number | null;
  /** The version that is saved now. */
  current: number | null;
  onDiscard(): void;
  onDismiss(): void;
}

/** Says that what is shown is not what is saved, but what was left unsaved. */
export function DraftNotice({ at, began, current, onDiscard, onDismiss }: Props) {
  return (
    // Grafana's alerts grow, and its page is a column: without a box of its own the notice would fill it.
    <div className={noGrowing}>
      <Alert
        severity="info"
        title={t('drafts.found', 'You have unsaved changes from {{time}}', { ...plain, time: shortTime(at) })}
        onRemove={onDismiss}
      >
        {began === current
          ? t('drafts.foundHelp', 'They are shown here as you left them. Save them, or go back to what is saved.')
          : t(
              'drafts.foundStale',
              'They are shown here as you left them. They began with version {{began}}, and version {{current}} was saved since: look at what changes before you save.',
              { ...plain, began: began ?? '–', current: current ?? '–' }
            )}
        <div className={buttons}>
          <Button size="sm" variant="secondary" icon="history-alt" onClick={onDiscard}>
            <Trans i18nKey="drafts.discard">Go back to what is saved</Trans>
          </Button>
        </div>
      </Alert>
    </div>
  );
}

/** The time of a day for today, with its date for another. */
function shortTime(at: number): string {
  const today = dateTimeFormat(Date.now(), { format: 'YYYY-MM-DD' });
  return dateTimeFormat(at, { format: today === dateTimeFormat(at, { format: 'YYYY-MM-DD' }) ? 'HH:mm' : undefined });
}

const noGrowing = css({ flex: 'none' });
const buttons = css({ marginTop: 8 });
