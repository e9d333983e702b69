import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, Button, ConfirmButton, useStyles2 } from '@grafana/ui';
import type { TriggerRowFragment } from '../../api/generated/graphql';
import { Age } from '../../components/Age/Age';
import { RowFacts, SettingRow } from '../../components/SettingRow/SettingRow';
import { plain } from '../../words/plain';
import { triggerKindLook, triggerWhen } from '../../words/triggers';

interface Props {
  trigger: TriggerRowFragment;
  /** Why it cannot be changed; undefined when it can. */
  reason: string | undefined;
  busy: boolean;
  onEnable(enabled: boolean): void;
  onEdit(): void;
  onLog(): void;
  onDelete(): void;
  onRenew(): void;
}

/** One trigger at a glance: when it fires, what it asks for, what it starts, and what it did in the last week. */
export function TriggerRow({ trigger, reason, busy, onLog, onRenew, ...rest }: Props) {
  const styles = useStyles2(getStyles);
  const { name, kind, enabled, condition, matchers, playbookName, description, nextAt, activity } = trigger;
  const look = triggerKindLook(kind);
  return (
    <SettingRow
      {...{ name, enabled, reason, busy, ...rest }}
      badges={<Badge text={look.text} icon={look.icon} color="blue" />}
      verbs={
        <>
          <Button size="sm" variant="secondary" icon="list-ul" onClick={onLog}>
            {t('triggers.decisions', 'Decisions')}
          </Button>
          {kind === 'WEBHOOK' && (
            <ConfirmButton
              size="sm"
              confirmText={t('triggers.confirmRenew', 'Replace the address and the secret')}
              disabled={reason !== undefined || busy}
              onConfirm={onRenew}
            >
              {t('triggers.renew', 'New keys')}
            </ConfirmButton>
          )}
        </>
      }
    >
      {description !== '' && <RowFacts>{description}</RowFacts>}
      <p className={styles.line}>
        {triggerWhen(trigger)} → <strong>{playbookName}</strong>
      </p>
      {matchers.length > 0 && <code className={styles.code}>{`{${matchers.join(', ')}}`}</code>}
      {condition != null && <code className={styles.code}>{condition}</code>}
      <RowFacts>
        <span>
          {t('triggers.activity', 'In 7 days: shown {{shown}} · matched {{matched}} · started {{started}}', {
            ...plain,
            shown: activity.shown,
            matched: activity.matched,
            started: activity.started,
          })}
        </span>
        {activity.lastStartedAt != null && (
          <span>
            {t('triggers.lastStarted', 'Last started')} <Age since={activity.lastStartedAt} ago />
          </span>
        )}
        {nextAt != null && (
          <span>
            {t('triggers.next', 'Next {{time}}', {
              ...plain,
              time: dateTimeFormat(nextAt, { format: 'YYYY-MM-DD HH:mm' }),
            })}
          </span>
        )}
      </RowFacts>
    </SettingRow>
  );
}

const getStyles = () => ({
  line: css({ margin: 0, overflowWrap: 'anywhere' }),
  code: css({ maxWidth: '100%', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
});
