import React, { type RefObject, useRef, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { EmptyState, Tab, TabsBar, TextLink, useStyles2 } from '@grafana/ui';
import { useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { ApiError } from '../../api/errors';
import {
  IncidentAlertsDocument,
  IncidentDeliveriesDocument,
  type IncidentHeadFragment,
} from '../../api/generated/graphql';
import { Failure, Warnings } from '../../components/Failure/Failure';
import { LineageSection } from '../../components/Lineage/LineageSection';
import { PageActions } from '../../components/ListHeader/ListHeader';
import { PagedRows, Quiet, Section } from '../../components/Section/Section';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { paths } from '../../routing/paths';
import { useRuns } from '../Runs/useRuns';
import { Deliveries, type Delivery } from './Deliveries';
import { ActionBar } from './actions/ActionBar';
import { type DialogName, Dialogs } from './actions/Dialogs';
import { IncidentAlerts } from './IncidentAlerts';
import { IncidentSummary } from './IncidentSummary';
import { MergedAway, MergedIn } from './Merged';
import { Overview } from './Overview';
import { IncidentRuns } from './IncidentRuns';
import { WhoIsTold } from './WhoIsTold';
import { incidentKey, useIncident, useIncidentPart } from './useIncident';
import { type IncidentVerbs, useIncidentVerbs } from './useIncidentVerbs';
import { useIncidentKeys } from './useIncidentKeys';

const tabs = ['overview', 'alerts', 'lineage', 'notifications', 'runs'] as const;
type TabName = (typeof tabs)[number];

/** One incident: what happened, why probably, who was told, what was done, and what can be done now. */
export function Incident() {
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useIncident(id);
  const verbs = useIncidentVerbs(id);
  const [dialog, setDialog] = useState<DialogName>();
  const [mergedIn, setMergedIn] = useState<{ id: string; number: number }>();
  const note = useRef<HTMLTextAreaElement>(null);
  const [, setParams] = useSearchParams();
  const navigate = useNavigate();
  const styles = useStyles2(getStyles);
  const incident = data?.incident;
  const title = incident ? `#${incident.number} ${incident.title}` : t('incident.title', 'Incident');
  const { acknowledge, unacknowledge, snooze, wake, setPrivate } = verbs;
  const failed =
    [acknowledge, unacknowledge, snooze, wake, setPrivate].find(({ error }) => error !== null)?.error ??
    conflict(verbs.resolve.error);
  const writeNote = () => {
    setParams({}, { replace: true });
    // The field is there once the overview is.
    requestAnimationFrame(() => note.current?.focus());
  };
  useIncidentKeys(incident, { verbs, open: setDialog, writeNote });

  return (
    <PluginPage
      pageNav={{ text: title }}
      renderTitle={() => <h1 className={styles.title}>{title}</h1>}
      actions={
        <PageActions>
          {incident && <ActionBar incident={incident} verbs={verbs} open={setDialog} writeNote={writeNote} />}
        </PageActions>
      }
    >
      {isPending ? (
        <Skeleton rows={6} height={8} />
      ) : incident === undefined ? (
        <Missing error={error} retry={() => void refetch()} />
      ) : (
        <>
          {failed ? <Failure error={failed} /> : null}
          {error ? <Failure error={error} retry={() => void refetch()} /> : null}
          <Warnings warnings={data?.warnings ?? []} retry={() => void refetch()} />
          <MergedAway incident={incident} verbs={verbs} />
          {mergedIn && <MergedIn source={mergedIn} verbs={verbs} onDismiss={() => setMergedIn(undefined)} />}
          <IncidentSummary incident={incident} />
          <Parts key={id} incident={incident} verbs={verbs} note={note} />
          {dialog && (
            <Dialogs
              name={dialog}
              incident={incident}
              verbs={verbs}
              onMerged={(source) => source.id !== id && setMergedIn(source)}
              onSplit={(opened) => navigate(paths.incident(opened.id))}
              onDismiss={() => setDialog(undefined)}
            />
          )}
        </>
      )}
    </PluginPage>
  );
}

/** A lost race is explained on the page, not in the dialog, which has nothing more to offer. */
function conflict(error: unknown): unknown {
  return error instanceof ApiError && error.code === 'CONFLICT' ? error : null;
}

function Missing({ error, retry }: { error: unknown; retry(): void }) {
  return error instanceof ApiError && (error.code === 'NOT_FOUND' || error.code === 'BAD_USER_INPUT') ? (
    <EmptyState variant="not-found" message={t('incident.missing', 'There is no such incident')}>
      <TextLink href={paths.incidents}>
        <Trans i18nKey="incident.toList">Go to the incidents</Trans>
      </TextLink>
    </EmptyState>
  ) : (
    <Failure error={error} retry={retry} />
  );
}

interface PartsProps {
  incident: IncidentHeadFragment;
  verbs: IncidentVerbs;
  note: RefObject<HTMLTextAreaElement>;
}

function Parts({ incident, verbs, note }: PartsProps) {
  const { id } = incident;
  const [params, setParams] = useSearchParams();
  const tab = tabs.find((name) => name === params.get('tab')) ?? 'overview';
  const styles = useStyles2(getStyles);
  const alerts = useIncidentPart(id, 'alerts', IncidentAlertsDocument, (of) => of.alerts);
  const deliveries = useIncidentPart(id, 'deliveries', IncidentDeliveriesDocument, (of) => of.deliveries);
  const runs = useRuns({ incidentId: id });
  const looks: Record<TabName, { label: string; counter?: number }> = {
    overview: { label: t('incident.tab.overview', 'Overview') },
    alerts: { label: t('incident.tab.alerts', 'Alerts'), counter: alerts.total },
    lineage: { label: t('incident.tab.lineage', 'Lineage') },
    notifications: { label: t('incident.tab.notifications', 'Notifications'), counter: deliveries.total },
    runs: { label: t('incident.tab.runs', 'Playbook runs'), counter: runs.total },
  };
  return (
    <>
      <TabsBar>
        {tabs.map((name) => (
          <Tab
            key={name}
            label={looks[name].label}
            counter={looks[name].counter}
            active={name === tab}
            onChangeTab={() => setParams(name === 'overview' ? {} : { tab: name }, { replace: true })}
          />
        ))}
      </TabsBar>
      <div className={styles.content}>
        {tab === 'overview' && <Overview incident={incident} alerts={alerts.rows} verbs={verbs} note={note} />}
        {tab === 'alerts' && <IncidentAlerts list={alerts} />}
        {tab === 'lineage' && <LineageSection root={{ kind: 'INCIDENT', id }} cacheKey={incidentKey(id)} depth={4} />}
        {tab === 'notifications' && (
          <>
            <WhoIsTold incident={incident} />
            <Section title={t('incident.deliveries', 'Notices that were sent')}>
              <PagedRows<Delivery>
                list={deliveries}
                empty={
                  <Quiet>
                    {t(
                      'incident.noDeliveries',
                      'Nobody was notified yet. People are told once the waiting time of the group is over.'
                    )}
                  </Quiet>
                }
              >
                {(rows) => <Deliveries deliveries={rows} />}
              </PagedRows>
            </Section>
            <TextLink href={paths.whyPaged(id)} inline={false}>
              {t('incident.whyPaged', 'Why was I told, or not?')}
            </TextLink>
          </>
        )}
        {tab === 'runs' && <IncidentRuns incidentId={id} runs={runs} />}
      </div>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({
    margin: 0,
    overflowWrap: 'anywhere',
    display: '-webkit-box',
    WebkitLineClamp: 3,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    [theme.breakpoints.down('md')]: { ...theme.typography.h3 },
  }),
  content: css({ paddingTop: theme.spacing(2) }),
});
