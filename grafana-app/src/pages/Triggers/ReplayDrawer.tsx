import React, { useEffect } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, ConfirmButton, Drawer, useStyles2 } from '@grafana/ui';
import { useReasonAgainst } from '../../api/useReasonAgainst';
import { Facts } from '../../components/Facts/Facts';
import { Failure } from '../../components/Failure/Failure';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { plain } from '../../words/plain';
import { eventWords } from '../../words/triggers';
import { type Decision, useReplay, useStoredEvent } from './useTriggers';
import { VerdictList } from './VerdictList';

/** A stored event shown to its trigger once more: what it would do now, and, when a person says so, doing it. */
export function ReplayDrawer({ decision, onClose }: { decision: Decision; onClose(): void }) {
  const styles = useStyles2(getStyles);
  const { eventId, triggerId, triggerName, event } = decision;
  const stored = useStoredEvent(eventId);
  const dry = useReplay();
  const real = useReplay();
  const { mutate } = dry;
  useEffect(() => mutate({ eventId, triggerId, dry: true }), [mutate, eventId, triggerId]);
  const reason = useReasonAgainst()('triggers:manage');
  const wouldStart = dry.data?.some(({ matched, notStarted }) => matched && notStarted == null) ?? false;
  const failed = real.error ?? dry.error;
  return (
    <Drawer
      title={t('triggers.replay.title', 'Replay for {{name}}', { ...plain, name: triggerName })}
      onClose={onClose}
      size="md"
    >
      <p className={styles.quiet}>
        {eventWords(event)} · {dateTimeFormat(stored.data?.at ?? decision.at)}
      </p>
      {failed ? <Failure error={failed} /> : null}
      {stored.data && (
        <Facts
          value={{ payload: stored.data.payload, incident: stored.data.incident }}
          title={t('triggers.replay.event', 'The event as it was')}
        />
      )}
      <h3 className={styles.sub}>{t('triggers.replay.now', 'What the trigger makes of it now')}</h3>
      {dry.isPending ? <Skeleton rows={2} /> : <VerdictList verdicts={dry.data ?? []} />}
      {real.data ? (
        <Alert severity="success" title={t('triggers.replay.done', 'It was shown once more')}>
          <VerdictList verdicts={real.data} />
        </Alert>
      ) : (
        <div className={styles.verb}>
          <ConfirmButton
            confirmText={t('triggers.replay.confirm', 'Start the playbook for real')}
            disabled={!wouldStart || reason !== undefined || real.isPending}
            onConfirm={() => real.mutate({ eventId, triggerId, dry: false })}
          >
            {t('triggers.replay.real', 'Replay for real')}
          </ConfirmButton>
          <p className={styles.quiet}>
            {reason ?? t('triggers.replay.about', 'The decision is kept beside that of the first time.')}
          </p>
        </div>
      )}
    </Drawer>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  quiet: css({ color: theme.colors.text.secondary, margin: theme.spacing(0.5, 0) }),
  sub: css({ ...theme.typography.h6, margin: theme.spacing(2, 0, 1) }),
  verb: css({ marginTop: theme.spacing(2) }),
});
