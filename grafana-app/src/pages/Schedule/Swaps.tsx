import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Badge, Button, ConfirmButton, useStyles2 } from '@grafana/ui';
import type { SwapFieldsFragment } from '../../api/generated/graphql';
import { FormFailure } from '../../components/Failure/FormFailure';
import { Quiet, Section } from '../../components/Section/Section';
import { personName } from '../../words/people';
import { plain } from '../../words/plain';
import { momentText, spanText, swapText } from '../../words/schedules';
import { OfferDrawer } from './OfferDrawer';
import type { ScheduleVerbs } from './useSchedule';

interface Props {
  swaps: SwapFieldsFragment[];
  zone: string;
  viewerId: string | undefined;
  /** Why the viewer may not swap shifts; undefined when they may. */
  reason: string | undefined;
  mayManage: boolean;
  verbs: ScheduleVerbs;
}

/** Shifts that somebody would like another to take. */
export function Swaps({ swaps, zone, viewerId, reason, mayManage, verbs }: Props) {
  const styles = useStyles2(getStyles);
  const [isOffering, setIsOffering] = useState(false);
  const { accept, withdraw } = verbs;
  const off = viewerId === undefined ? t('swap.needsPerson', 'Only people have shifts.') : reason;
  return (
    <Section
      title={t('swap.title', 'Swaps')}
      aside={
        <Button
          size="sm"
          variant="secondary"
          icon="exchange-alt"
          disabled={off !== undefined}
          tooltip={off}
          onClick={() => setIsOffering(true)}
        >
          <Trans i18nKey="swap.offer">Offer a shift of mine</Trans>
        </Button>
      }
    >
      <FormFailure error={accept.error ?? withdraw.error} />
      {swaps.length === 0 && (
        <Quiet>
          <Trans i18nKey="swap.none">Nobody offers a shift.</Trans>
        </Quiet>
      )}
      <ul className={styles.list}>
        {swaps.map(({ id, offeredBy, offeredTo, takenBy, startsAt, endsAt, expiresAt, note, state }) => {
          const isMine = offeredBy?.id === viewerId;
          const mayAccept = state === 'OPEN' && !isMine && (!offeredTo || offeredTo.id === viewerId);
          return (
            <li key={id} className={styles.row} aria-label={personName(offeredBy)}>
              <div className={styles.main}>
                <div>
                  <strong>{personName(offeredBy)}</strong> {spanText(startsAt, endsAt, zone)}
                </div>
                <div className={styles.quiet}>
                  {takenBy
                    ? t('swap.takenBy', 'Taken by {{name}}', { ...plain, name: takenBy.name })
                    : offeredTo
                      ? t('swap.to', 'Offered to {{name}}', { ...plain, name: offeredTo.name })
                      : t('swap.anybody', 'Offered to anybody')}
                  {state === 'OPEN' &&
                    ` · ${t('swap.expires', 'until {{at}}', { ...plain, at: momentText(expiresAt, zone) })}`}
                  {note !== '' && ` · ${note}`}
                </div>
              </div>
              <Badge
                color={state === 'ACCEPTED' ? 'green' : state === 'OPEN' ? 'blue' : 'orange'}
                text={swapText(state)}
              />
              {mayAccept && (
                <ConfirmButton
                  confirmText={t('swap.acceptConfirm', 'I take it')}
                  disabled={off !== undefined || accept.isPending}
                  onConfirm={() => accept.mutate(id)}
                >
                  {t('swap.accept', 'Take this shift')}
                </ConfirmButton>
              )}
              {state === 'OPEN' && (isMine || mayManage) && (
                <Button size="sm" variant="secondary" disabled={withdraw.isPending} onClick={() => withdraw.mutate(id)}>
                  <Trans i18nKey="swap.withdraw">Withdraw</Trans>
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {isOffering && <OfferDrawer zone={zone} verbs={verbs} onClose={() => setIsOffering(false)} />}
    </Section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  main: css({ flex: '1 1 280px', minWidth: 0, overflowWrap: 'anywhere' }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
