import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, ConfirmModal, EmptyState, Switch, useStyles2 } from '@grafana/ui';
import { useReasonAgainst } from '../../api/useReasonAgainst';
import { Age } from '../../components/Age/Age';
import { AreaPage } from '../../components/AreaPage/AreaPage';
import { Failure } from '../../components/Failure/Failure';
import { Labels } from '../../components/Labels/Labels';
import { PageActions } from '../../components/ListHeader/ListHeader';
import { Look } from '../../components/Look/Look';
import { PagedRows, Quiet, Section } from '../../components/Section/Section';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { plain } from '../../words/plain';
import { runnerStateLook } from '../../words/runners';
import { languageName } from '../../words/scripts';
import { JobsDrawer } from './JobsDrawer';
import { RunnerDrawer } from './RunnerDrawer';
import { TokenDialog } from './TokenDialog';
import {
  type MadeToken,
  type OwnRunner,
  type Runner,
  usePlatformRunners,
  useRunners,
  useRunnerVerbs,
} from './useRunners';

/** Where scripts and commands are done: runners on machines of one's own, and those of the platform. */
export function Runners() {
  const styles = useStyles2(getStyles);
  const list = useRunners();
  const reason = useReasonAgainst()('runners:manage');
  const { update, rotate, remove } = useRunnerVerbs();
  const [edited, setEdited] = useState<Runner | 'new'>();
  const [watched, setWatched] = useState<Runner>();
  const [asked, setAsked] = useState<{ runner: Runner; about: 'token' | 'forget' }>();
  const [made, setMade] = useState<MadeToken>();
  const failed = update.error ?? rotate.error ?? remove.error;
  return (
    <AreaPage
      renderTitle={() => <h1>{t('runners.title', 'Runners')}</h1>}
      actions={
        <PageActions live={false}>
          <Button
            icon="plus"
            disabled={reason !== undefined}
            tooltip={reason ?? t('runners.newHint', 'A process on a machine of yours, which asks for work')}
            onClick={() => setEdited('new')}
          >
            <Trans i18nKey="runners.new">Register a runner</Trans>
          </Button>
        </PageActions>
      }
    >
      {failed ? <Failure error={failed} /> : null}
      <Section title={t('runners.yours', 'On your machines')}>
        <PagedRows
          list={list}
          empty={
            <EmptyState variant="call-to-action" message={t('runners.none', 'No runner is registered')}>
              {t(
                'runners.noneHelp',
                'A runner does scripts where they are to be done. It asks the platform for work, so it needs no open port.'
              )}
            </EmptyState>
          }
        >
          {(rows) => (
            <ul className={styles.list} aria-label={t('runners.title', 'Runners')}>
              {rows.map((runner) => (
                <RunnerRow
                  key={runner.id}
                  runner={runner}
                  reason={reason}
                  isBusy={update.isPending || rotate.isPending || remove.isPending}
                  onEnable={(enabled) => update.mutate({ id: runner.id, input: { enabled } })}
                  onJobs={() => setWatched(runner)}
                  onEdit={() => setEdited(runner)}
                  onAsk={(about) => setAsked({ runner, about })}
                />
              ))}
            </ul>
          )}
        </PagedRows>
      </Section>
      <Section title={t('runners.platform', 'The platform’s own')}>
        <PlatformRunners />
      </Section>
      {edited && (
        <RunnerDrawer
          runner={edited === 'new' ? null : edited}
          onClose={() => setEdited(undefined)}
          onMade={(next) => {
            setEdited(undefined);
            setMade(next);
          }}
        />
      )}
      {watched && <JobsDrawer runner={watched} onClose={() => setWatched(undefined)} />}
      {made && <TokenDialog made={made} onClose={() => setMade(undefined)} />}
      <ConfirmModal
        isOpen={asked !== undefined}
        title={
          asked?.about === 'token'
            ? t('runners.rotateTitle', 'Give {{name}} another token?', { ...plain, name: asked.runner.name })
            : t('runners.forgetTitle', 'Forget {{name}}?', { ...plain, name: asked?.runner.name })
        }
        body={
          asked?.about === 'token'
            ? t('runners.rotateBody', 'The one before is refused from now on: start it again with the new one.')
            : t('runners.forgetBody', 'Its token is refused from now on, and what it has in hand counts as lost.')
        }
        confirmText={asked?.about === 'token' ? t('runners.rotate', 'New token') : t('runners.forget', 'Forget')}
        dismissText={t('runners.keep', 'Leave it')}
        onConfirm={() => {
          if (asked?.about === 'token') {
            rotate.mutate(asked.runner.id, { onSuccess: setMade });
          } else if (asked !== undefined) {
            remove.mutate(asked.runner.id);
          }
          setAsked(undefined);
        }}
        onDismiss={() => setAsked(undefined)}
      />
    </AreaPage>
  );
}

interface RowProps {
  runner: Runner;
  /** Why it cannot be changed; undefined when it can. */
  reason: string | undefined;
  isBusy: boolean;
  onEnable(enabled: boolean): void;
  onJobs(): void;
  onEdit(): void;
  onAsk(about: 'token' | 'forget'): void;
}

function RunnerRow({ runner, reason, isBusy, onEnable, onJobs, onEdit, onAsk }: RowProps) {
  const styles = useStyles2(getStyles);
  const { name, labels, enabled, state, lastSeenAt, running, facts } = runner;
  const off = reason !== undefined || isBusy;
  return (
    <li className={styles.row} aria-label={name}>
      <div className={styles.main}>
        <span className={styles.head}>
          <span className={styles.name}>{name}</span>
          <Look look={runnerStateLook(state)} />
          <Labels labels={labels} shown={6} />
        </span>
        <span className={styles.quiet}>
          <span>
            {facts
              ? t('runners.load', '{{running}} of {{slots}} slots in use', { ...plain, running, slots: facts.slots })
              : t('runners.notStarted', 'It was not started with its token yet')}
          </span>
          {lastSeenAt != null && (
            <span>
              {t('runners.lastSeen', 'Last heard of')} <Age since={lastSeenAt} ago />
            </span>
          )}
        </span>
        {facts && <FactsLine facts={facts} />}
      </div>
      <div className={styles.verbs}>
        <Switch
          value={enabled}
          disabled={off}
          aria-label={t('runners.enable', 'Give work to {{name}}', { ...plain, name })}
          onChange={({ currentTarget }) => onEnable(currentTarget.checked)}
        />
        <Button size="sm" variant="secondary" icon="list-ul" onClick={onJobs}>
          {t('runners.jobs', 'Jobs')}
        </Button>
        <Button
          size="sm"
          variant="secondary"
          icon="pen"
          disabled={reason !== undefined}
          tooltip={reason ?? t('runners.editHint', 'Its name and its labels')}
          onClick={onEdit}
        >
          {t('runners.edit', 'Change…')}
        </Button>
        <Button
          size="sm"
          variant="secondary"
          icon="key-skeleton-alt"
          disabled={off}
          tooltip={reason ?? t('runners.rotateHint', 'The one before is refused from then on')}
          onClick={() => onAsk('token')}
        >
          {t('runners.rotate', 'New token')}
        </Button>
        <Button
          size="sm"
          variant="secondary"
          icon="trash-alt"
          disabled={off}
          tooltip={reason ?? t('runners.forgetHint', 'Its token is refused from then on')}
          onClick={() => onAsk('forget')}
        >
          {t('runners.forget', 'Forget')}
        </Button>
      </div>
    </li>
  );
}

function PlatformRunners() {
  const styles = useStyles2(getStyles);
  const { data, error, isPending, refetch } = usePlatformRunners();
  if (isPending) {
    return <Skeleton rows={1} />;
  }
  if (!data) {
    return <Failure error={error} retry={() => void refetch()} />;
  }
  return (
    <>
      <Quiet>{t('runners.platformHelp', 'They do what asks for no label, for every tenant.')}</Quiet>
      {data.length === 0 ? (
        <Quiet>{t('runners.noPlatform', 'None was heard of within a day.')}</Quiet>
      ) : (
        <ul className={styles.list} aria-label={t('runners.platform', 'The platform’s own')}>
          {data.map(({ state, lastSeenAt, facts }, index) => (
            <li key={index} className={styles.row}>
              <div className={styles.main}>
                <span className={styles.quiet}>
                  <Look look={runnerStateLook(state)} />
                  <span>
                    {t('runners.slots', '{{count}} slots', {
                      ...plain,
                      count: facts.slots,
                      defaultValue_one: '{{count}} slot',
                      defaultValue_other: '{{count}} slots',
                    })}
                  </span>
                  <span>
                    {t('runners.lastSeen', 'Last heard of')} <Age since={lastSeenAt} ago />
                  </span>
                </span>
                <FactsLine facts={facts} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What a runner says of itself. */
function FactsLine({ facts: { host, os, version, languages, isolation, holds } }: { facts: OwnRunner['facts'] }) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.quiet}>
      <span>
        {[host, os, t('runners.version', 'version {{version}}', { ...plain, version })].filter(Boolean).join(' · ')}
      </span>
      <span>{languages.map(languageName).join(', ')}</span>
      {isolation === 'user' ? (
        <span>{t('runners.isolated', 'each job as a user of its own')}</span>
      ) : (
        <span className={styles.warning}>
          {t('runners.notIsolated', 'jobs have the rights of the runner: run it as root, or in a container of its own')}
        </span>
      )}
      {!holds.includes('network') && (
        <span className={styles.warning}>
          {t('runners.networkOpen', 'cannot close the network to scripts: they reach what the machine reaches')}
        </span>
      )}
      {!holds.includes('memoryMiB') && (
        <span className={styles.warning}>
          {t('runners.unbounded', 'cannot bound memory, processor time and files of scripts')}
        </span>
      )}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(1.5, 2),
    marginTop: theme.spacing(1),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
  }),
  main: css({
    flex: '1 1 320px',
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: theme.spacing(0.5),
  }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1.5) }),
  name: css({ ...theme.typography.h5, margin: 0, overflowWrap: 'anywhere' }),
  quiet: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
  warning: css({ color: theme.colors.warning.text }),
  verbs: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
});
