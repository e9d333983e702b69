import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, IconButton, useStyles2, useTheme2 } from '@grafana/ui';
import type { BulkActionFieldsFragment } from '../../api/generated/graphql';
import { language } from '../../api/language';
import { Failure } from '../../components/Failure/Failure';
import { bulkTitle, refusalText } from '../../words/bulk';
import { plain } from '../../words/plain';
import type { useBulk } from './useBulk';

/** How far the last bulk action is, drawn, with what was left out and why; and the way back where there is one. */
export function BulkProgress({ bulk }: { bulk: ReturnType<typeof useBulk> }) {
  const styles = useStyles2(getStyles);
  const { action } = bulk;
  const failure = bulk.undo.error ?? bulk.cancel.error;
  if (action === undefined) {
    return null;
  }
  const numbers = new Intl.NumberFormat(language());
  const { done, skipped, failed, reasons } = action.progress;
  return (
    <section aria-label={t('bulk.progress', 'Progress')} className={styles.card}>
      {failure ? <Failure error={failure} /> : null}
      <div className={styles.line}>
        <strong>{bulkTitle(action)}</strong>
        <span role="status" className={styles.numbers}>
          {t('bulk.ofTotal', '{{done}} of {{total}} done', {
            ...plain,
            done: numbers.format(done),
            total: numbers.format(action.total),
          })}
          {skipped > 0 &&
            `, ${t('bulk.skipped', '{{skipped}} left out', { ...plain, skipped: numbers.format(skipped) })}`}
          {failed > 0 && `, ${t('bulk.failed', '{{failed}} failed', { ...plain, failed: numbers.format(failed) })}`}
        </span>
        <span className={styles.buttons}>
          {action.state === 'RUNNING' ? (
            <Button
              size="sm"
              variant="secondary"
              onClick={() => bulk.cancel.mutate(action.id)}
              disabled={bulk.cancel.isPending}
            >
              <Trans i18nKey="bulk.cancel">Stop</Trans>
            </Button>
          ) : (
            <>
              {action.canUndo && done > 0 && (
                <Button
                  size="sm"
                  variant="secondary"
                  icon="history"
                  onClick={() => bulk.undo.mutate(action.id)}
                  disabled={bulk.undo.isPending}
                >
                  <Trans i18nKey="bulk.undo">Undo</Trans>
                </Button>
              )}
              <IconButton name="times" aria-label={t('bulk.dismiss', 'Close')} onClick={bulk.dismiss} />
            </>
          )}
        </span>
      </div>
      <Bar {...action} />
      {reasons.length > 0 && (
        <ul className={styles.reasons}>
          {reasons.map(({ outcome, reason, count }) => (
            <li key={`${outcome}${reason}`}>
              {numbers.format(count)} × {refusalText(reason)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Bar({ total, progress }: BulkActionFieldsFragment) {
  const styles = useStyles2(getStyles);
  const { visualization } = useTheme2();
  const parts: Array<[string, number, string]> = [
    ['done', progress.done, 'green'],
    ['skipped', progress.skipped, 'yellow'],
    ['failed', progress.failed, 'red'],
  ];
  return (
    <div
      role="progressbar"
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={total - progress.waiting}
      className={styles.bar}
    >
      {parts.map(([name, count, color]) => (
        <span
          key={name}
          style={{ width: `${(100 * count) / total}%`, background: visualization.getColorByName(color) }}
        />
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    marginBottom: theme.spacing(2),
    padding: theme.spacing(1.5),
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
  }),
  line: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1, 2) }),
  numbers: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
  buttons: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), marginLeft: 'auto' }),
  bar: css({
    display: 'flex',
    height: theme.spacing(0.75),
    marginTop: theme.spacing(1),
    overflow: 'hidden',
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.canvas,
    '& span': { [theme.transitions.handleMotion('no-preference')]: { transition: 'width 300ms linear' } },
  }),
  reasons: css({
    margin: theme.spacing(1, 0, 0),
    paddingLeft: theme.spacing(2),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
