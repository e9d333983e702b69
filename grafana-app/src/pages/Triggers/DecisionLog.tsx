import React, { useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, type BadgeColor, Button, Combobox, EmptyState, type IconName, TextLink, useStyles2 } from '@grafana/ui';
import { useSearchParams } from 'react-router-dom';
import type { TriggerDecisionFilter } from '../../api/generated/graphql';
import { Filters } from '../../components/ListHeader/ListHeader';
import { PagedRows } from '../../components/Section/Section';
import { withText } from '../../routing/listParams';
import { paths } from '../../routing/paths';
import { plain } from '../../words/plain';
import { eventWords, triggerReasonWords } from '../../words/triggers';
import { ReplayDrawer } from './ReplayDrawer';
import { type Decision, useDecisions, useTriggers } from './useTriggers';
import { Why } from './Why';

const outcomes = ['started', 'notStarted', 'notMatched'] as const;
type Outcome = (typeof outcomes)[number];

const filterOf: Record<Outcome, TriggerDecisionFilter> = {
  started: { started: true },
  notStarted: { matched: true, started: false },
  notMatched: { matched: false },
};

function outcomeLook(outcome: Outcome): { text: string; icon: IconName; color: BadgeColor } {
  switch (outcome) {
    case 'started':
      return { text: t('triggers.outcome.started', 'Started'), icon: 'play', color: 'green' };
    case 'notStarted':
      return { text: t('triggers.outcome.notStarted', 'Matched, not started'), icon: 'ban', color: 'orange' };
    case 'notMatched':
      return { text: t('triggers.outcome.notMatched', 'Did not match'), icon: 'minus-circle', color: 'blue' };
    default:
      return outcome satisfies never;
  }
}

const outcomeOf = ({ matched, run, notStarted }: Decision): Outcome =>
  !matched ? 'notMatched' : run || notStarted == null ? 'started' : 'notStarted';

/** What triggers made of events, newest first: why did it fire, and why did it not. */
export function DecisionLog() {
  const styles = useStyles2(getStyles);
  const [params, setParams] = useSearchParams();
  const [replayed, setReplayed] = useState<Decision>();
  const triggerId = params.get('trigger');
  const incidentId = params.get('incident');
  const outcome = outcomes.find((each) => each === params.get('outcome'));
  const triggers = useTriggers('');
  const list = useDecisions({
    ...(triggerId && { triggerId }),
    ...(incidentId && { incidentId }),
    ...(outcome && filterOf[outcome]),
  });
  const set = (name: string) => (option: { value: string } | null) =>
    setParams((now) => withText(now, name, option?.value ?? ''), { replace: true });
  return (
    <>
      <Filters>
        <Combobox
          aria-label={t('triggers.filter.trigger', 'Trigger')}
          width={30}
          isClearable
          placeholder={t('triggers.filter.anyTrigger', 'Any trigger')}
          options={triggers.rows.map(({ id, name }) => ({ value: id, label: name }))}
          value={triggerId}
          onChange={set('trigger')}
        />
        <Combobox
          aria-label={t('triggers.filter.outcome', 'What came of it')}
          width={26}
          isClearable
          placeholder={t('triggers.filter.anyOutcome', 'Whatever came of it')}
          options={outcomes.map((each) => ({ value: each, label: outcomeLook(each).text }))}
          value={outcome ?? null}
          onChange={set('outcome')}
        />
        {incidentId && (
          <Button size="sm" variant="secondary" icon="times" onClick={() => set('incident')(null)}>
            {t('triggers.filter.oneIncident', 'Of one incident')}
          </Button>
        )}
      </Filters>
      <PagedRows
        list={list}
        skeletonRows={8}
        empty={
          <EmptyState variant="not-found" message={t('triggers.log.none', 'No trigger was shown anything like this')}>
            {t('triggers.log.noneHelp', 'Decisions appear here as things happen, those that start nothing included.')}
          </EmptyState>
        }
      >
        {(rows) => (
          <ul className={styles.list} aria-label={t('triggers.tab.log', 'Decisions')}>
            {rows.map((decision) => (
              <Row
                key={`${decision.at} ${decision.triggerId} ${decision.eventId}`}
                decision={decision}
                onReplay={() => setReplayed(decision)}
              />
            ))}
          </ul>
        )}
      </PagedRows>
      {replayed && <ReplayDrawer decision={replayed} onClose={() => setReplayed(undefined)} />}
    </>
  );
}

function Row({ decision, onReplay }: { decision: Decision; onReplay(): void }) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  const look = outcomeLook(outcomeOf(decision));
  const { at, triggerName, event, incidentId, reason, facts, notStarted, replay, run } = decision;
  const why = notStarted ?? { reason, facts };
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <time dateTime={at} className={styles.time}>
          {dateTimeFormat(at, { format: 'MM-DD HH:mm:ss' })}
        </time>
        <Badge text={look.text} icon={look.icon} color={look.color} />
        <span className={styles.name}>{triggerName}</span>
        <span className={styles.quiet}>{eventWords(event)}</span>
        {replay && <Badge text={t('triggers.log.replay', 'Replay')} icon="history" color="purple" />}
        {run && <span className={styles.quiet}>{run.playbookName}</span>}
        {incidentId != null && (
          <TextLink inline href={paths.incident(incidentId)}>
            {t('triggers.log.incident', 'Incident')}
          </TextLink>
        )}
        <span className={styles.verbs}>
          <Button
            size="sm"
            fill="text"
            variant="secondary"
            icon={open ? 'angle-up' : 'angle-down'}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {t('triggers.log.why', 'Why')}
          </Button>
          <Button
            size="sm"
            fill="text"
            variant="secondary"
            icon="repeat"
            onClick={onReplay}
            aria-label={t('triggers.log.replayOf', 'Replay: {{name}}', { ...plain, name: triggerName })}
          >
            {t('triggers.log.replayVerb', 'Replay…')}
          </Button>
        </span>
      </div>
      {open ? (
        <Why reason={why.reason} facts={why.facts} />
      ) : (
        <p className={styles.quiet}>{triggerReasonWords(why.reason)}</p>
      )}
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  row: css({ padding: theme.spacing(0.75, 0), borderBottom: `1px solid ${theme.colors.border.weak}`, minWidth: 0 }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1.5) }),
  time: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }),
  name: css({ fontWeight: theme.typography.fontWeightMedium, overflowWrap: 'anywhere' }),
  quiet: css({ margin: 0, color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  verbs: css({ display: 'flex', gap: theme.spacing(0.5), marginLeft: 'auto' }),
});
