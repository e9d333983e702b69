import React, { useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Badge, Button, Drawer, RadioButtonGroup, useStyles2, useTheme2 } from '@grafana/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { found } from '../../api/found';
import {
  CancelRouteReplayDocument,
  ReplayRoutesDocument,
  RouteReplayDocument,
  type RouteReplayQuery,
} from '../../api/generated/graphql';
import { Failure } from '../../components/Failure/Failure';
import { severityLook } from '../../words/incidents';
import { type DraftNode, toInput } from './draft';

type Result = NonNullable<NonNullable<RouteReplayQuery['routeReplay']>['result']>;

interface Props {
  tree: DraftNode;
  teams: ReadonlyArray<{ id: string; name: string }>;
  onClose(): void;
}

const POLL_MS = 500;
const DAY_MS = 86_400_000;

/** What the draft would have made of the alerts of the last days, beside what the live tree would have: nothing is changed by it. */
export function ReplayDrawer({ tree, teams, onClose }: Props) {
  const styles = useStyles2(getStyles);
  const [days, setDays] = useState(1);
  const start = useMutation({
    mutationFn: async () => {
      const now = Date.now();
      const time = { from: new Date(now - days * DAY_MS).toISOString(), to: new Date(now).toISOString() };
      return (await ask(ReplayRoutesDocument, { draft: toInput(tree), ...time })).data.replayRoutes;
    },
  });
  const id = start.data?.id;
  const replay = useQuery({
    queryKey: ['routes', 'replay', id],
    queryFn: async ({ signal }) => found((await ask(RouteReplayDocument, { id: id ?? '' }, signal)).data.routeReplay),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data === undefined || state.data.state === 'RUNNING' ? POLL_MS : false),
  });
  const cancel = useMutation({
    mutationFn: () => ask(CancelRouteReplayDocument, { id: id ?? '' }),
    onSettled: () => replay.refetch(),
  });
  const state = replay.data?.state ?? (start.isPending || id !== undefined ? 'RUNNING' : undefined);
  const error = start.error ?? replay.error;
  return (
    <Drawer
      title={t('routes.replay.title', 'Replay the past')}
      subtitle={t(
        'routes.replay.subtitle',
        'The alerts of the past go through the draft and through what is live. Nothing is changed.'
      )}
      onClose={onClose}
      size="md"
    >
      <div className={styles.bar}>
        <RadioButtonGroup
          value={days}
          options={[1, 7, 30].map((value) => ({
            value,
            label: t('routes.replay.days', 'Last {{count}} days', {
              count: value,
              defaultValue_one: 'Last day',
              defaultValue_other: 'Last {{count}} days',
            }),
          }))}
          onChange={setDays}
          disabled={state === 'RUNNING'}
        />
        {state === 'RUNNING' ? (
          <Button
            variant="secondary"
            icon="times"
            disabled={id === undefined || cancel.isPending}
            onClick={() => cancel.mutate()}
          >
            <Trans i18nKey="routes.replay.cancel">Stop</Trans>
          </Button>
        ) : (
          <Button icon="play" onClick={() => start.mutate()}>
            {state === undefined ? t('routes.replay.start', 'Start') : t('routes.replay.again', 'Start again')}
          </Button>
        )}
      </div>
      {error ? <Failure error={error} retry={() => start.mutate()} /> : null}
      {state === 'RUNNING' && (
        <Progress replayed={replay.data?.replayed ?? 0} total={replay.data?.total ?? start.data?.total ?? 0} />
      )}
      {state === 'CANCELLED' && <p>{t('routes.replay.cancelled', 'Stopped: there is no result.')}</p>}
      {state === 'FAILED' && <p>{t('routes.replay.failed', 'The replay failed. The log of the platform says why.')}</p>}
      {replay.data?.result && <Outcome result={replay.data.result} teams={teams} />}
    </Drawer>
  );
}

function Progress({ replayed, total }: { replayed: number; total: number }) {
  const styles = useStyles2(getStyles);
  const share = total === 0 ? 0 : Math.min(1, replayed / total);
  return (
    <div className={styles.progress}>
      <div
        role="progressbar"
        aria-label={t('routes.replay.progress', 'Progress')}
        aria-valuenow={Math.round(share * 100)}
        className={styles.track}
      >
        <div className={styles.done} style={{ width: `${share * 100}%` }} />
      </div>
      {t('routes.replay.count', '{{replayed}} of {{total}} events', { replayed, total })}
    </div>
  );
}

function Outcome({ result, teams }: { result: Result; teams: Props['teams'] }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { incidents, bySeverity, byRoute, firings, examples } = result;
  if (firings === 0) {
    return <p>{t('routes.replay.nothing', 'No alert fired in this time, so there is nothing to compare.')}</p>;
  }
  const most = Math.max(1, incidents.before, incidents.after);
  const changes = (
    [
      ['moved', result.moved],
      ['owner', result.ownerChanged],
      ['severity', result.severityChanged],
      ['priority', result.priorityChanged],
      ['merged', result.merged],
      ['split', result.split],
    ] as const
  ).filter(([, count]) => count > 0);
  const teamName = (id: string | null | undefined) =>
    id == null ? t('routes.tester.nobody', 'nobody') : (teams.find((team) => team.id === id)?.name ?? id.slice(0, 8));
  return (
    <>
      <h3 className={styles.heading}>{t('routes.replay.incidents', 'Incidents')}</h3>
      <div role="img" aria-label={t('routes.replay.bars', 'Incidents before: {{before}}, after: {{after}}', incidents)}>
        {(['before', 'after'] as const).map((side) => (
          <div key={side} className={styles.barRow}>
            <span className={styles.side}>
              {side === 'before' ? t('routes.replay.before', 'Live') : t('routes.replay.after', 'Draft')}
            </span>
            <span className={styles.stack}>
              {bySeverity
                .filter((each) => each[side] > 0)
                .map((each) => {
                  const look = severityLook(each.severity);
                  return (
                    <span
                      key={each.severity}
                      title={`${look.text}: ${each[side]}`}
                      style={{
                        width: `${(each[side] / most) * 100}%`,
                        background: theme.visualization.getColorByName(look.color),
                      }}
                    />
                  );
                })}
            </span>
            <strong className={styles.number}>{incidents[side]}</strong>
          </div>
        ))}
      </div>
      <p className={styles.quiet}>
        {t('routes.replay.of', 'Of {{count}} times that an alert fired:', { count: firings })}
      </p>
      {changes.length === 0 ? (
        <p>{t('routes.replay.same', 'The draft changes nothing for the alerts of this time.')}</p>
      ) : (
        <ul className={styles.changes}>
          {changes.map(([kind, count]) => (
            <li key={kind}>
              <strong>{count}</strong> {kindWords(kind)}
            </li>
          ))}
        </ul>
      )}
      {byRoute.some(({ before, after }) => before !== after) && (
        <>
          <h3 className={styles.heading}>{t('routes.replay.byRoute', 'Incidents by route')}</h3>
          <table className={styles.table}>
            <tbody>
              {byRoute.slice(0, 12).map(({ path, before, after }) => {
                const widest = Math.max(1, ...byRoute.map((each) => Math.max(each.before, each.after)));
                return (
                  <tr key={path.join('/')}>
                    <th scope="row">{path.slice(-2).join(' › ')}</th>
                    <td>
                      <span
                        className={styles.thin}
                        style={{ width: `${(before / widest) * 100}%` }}
                        title={t('routes.replay.before', 'Live')}
                      />
                      <span
                        className={styles.thinAfter}
                        style={{ width: `${(after / widest) * 100}%` }}
                        title={t('routes.replay.after', 'Draft')}
                      />
                    </td>
                    <td className={styles.numbers}>
                      {before} → {after}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </>
      )}
      {examples.length > 0 && (
        <>
          <h3 className={styles.heading}>{t('routes.replay.examples', 'Examples')}</h3>
          <ul className={styles.examples}>
            {examples.map((example, index) => (
              <li key={index}>
                <div className={styles.exampleHead}>
                  <Badge color="blue" text={kindWords(example.kind)} />
                  <strong>{example.alertName}</strong>
                  <span className={styles.quiet}>{dateTimeFormat(example.at)}</span>
                </div>
                {(['before', 'after'] as const).map((side) => (
                  <div key={side} className={styles.exampleSide}>
                    <span className={styles.side}>
                      {side === 'before' ? t('routes.replay.before', 'Live') : t('routes.replay.after', 'Draft')}
                    </span>
                    <span>
                      {example[side].path.join(' › ')} · {groupWords(example[side].group)} ·{' '}
                      {teamName(example[side].ownerTeamId)} · {severityLook(example[side].severity).text} ·{' '}
                      {example[side].priority}
                    </span>
                  </div>
                ))}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function groupWords(group: Record<string, string>): string {
  const pairs = Object.entries(group).map(([name, value]) => `${name}=${value}`);
  return pairs.length === 0 ? t('routes.groupTogether', 'everything together') : pairs.join(', ');
}

function kindWords(kind: string): string {
  switch (kind) {
    case 'moved':
      return t('routes.replay.moved', 'go to another route');
    case 'owner':
      return t('routes.replay.owner', 'have another owner');
    case 'severity':
      return t('routes.replay.severity', 'have another severity');
    case 'priority':
      return t('routes.replay.priority', 'have another priority');
    case 'merged':
      return t('routes.replay.merged', 'incidents join several');
    case 'split':
      return t('routes.replay.split', 'incidents are taken apart');
    default:
      return kind;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginBottom: theme.spacing(2) }),
  progress: css({ color: theme.colors.text.secondary }),
  track: css({
    height: theme.spacing(1),
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.secondary,
    overflow: 'hidden',
  }),
  done: css({ height: '100%', background: theme.colors.primary.main }),
  heading: css({ ...theme.typography.h5, margin: theme.spacing(2, 0, 1) }),
  barRow: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), marginBottom: theme.spacing(0.5) }),
  side: css({ flex: 'none', width: theme.spacing(6), color: theme.colors.text.secondary }),
  stack: css({
    flex: 1,
    display: 'flex',
    height: theme.spacing(2.5),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
    overflow: 'hidden',
    '& span': { minWidth: 2 },
  }),
  number: css({ flex: 'none', minWidth: theme.spacing(5), textAlign: 'right', fontVariantNumeric: 'tabular-nums' }),
  quiet: css({ color: theme.colors.text.secondary, margin: theme.spacing(1, 0) }),
  changes: css({ listStyle: 'none', display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 2) }),
  table: css({
    width: '100%',
    '& th': {
      fontWeight: theme.typography.fontWeightRegular,
      padding: theme.spacing(0.25, 1, 0.25, 0),
      overflowWrap: 'anywhere',
      width: '40%',
    },
  }),
  thin: css({ display: 'block', height: 6, minWidth: 1, background: theme.colors.text.disabled }),
  thinAfter: css({ display: 'block', height: 6, minWidth: 1, background: theme.colors.primary.main }),
  numbers: css({
    textAlign: 'right',
    whiteSpace: 'nowrap',
    paddingLeft: theme.spacing(1),
    fontVariantNumeric: 'tabular-nums',
  }),
  examples: css({
    listStyle: 'none',
    '& li': { padding: theme.spacing(1, 0), borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
  exampleHead: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1) }),
  exampleSide: css({
    display: 'flex',
    gap: theme.spacing(1),
    overflowWrap: 'anywhere',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
