import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, LinkButton, useStyles2 } from '@grafana/ui';
import { Look } from '../../components/Look/Look';
import { RunGantt } from '../../components/RunGantt/RunGantt';
import { stepStatusLook } from '../../words/playbooks';
import type { RunStep } from './useRun';

type Its = NonNullable<RunStep['execution']>;

/** What the workflow of a step did in n8n, node by node, and the way there; `isSaid`: why it failed stands at the step. */
export function Execution({ execution, now, isSaid }: { execution: Its; now: number; isSaid: boolean }) {
  const styles = useStyles2(getStyles);
  const [selected, setSelected] = useState<number>();
  const { url, status, startedAt, stoppedAt, error, nodes } = execution;
  const node = nodes[selected ?? -1];
  // What ended the step stands above already.
  const said = node?.error
    ? { title: node.name, text: node.error }
    : isSaid || !error
      ? undefined
      : { title: '', text: error };
  return (
    <section aria-label={t('run.execution', 'In n8n')}>
      <div className={styles.head}>
        <strong>{t('run.execution', 'In n8n')}</strong>
        <Look look={stepStatusLook(statusOf(status))} />
        <LinkButton href={url} target="_blank" size="sm" fill="text" variant="secondary" icon="external-link-alt">
          {t('run.executionLink', 'Open in n8n')}
        </LinkButton>
      </div>
      {startedAt && nodes.length > 0 && (
        <RunGantt
          steps={nodes.map((node, index) => ({
            // Names of nodes may look like paths of steps.
            path: String(index),
            id: node.name,
            name: node.type ? `${node.name} · ${node.type}` : node.name,
            kind: 'n8n',
            status: statusOf(node.status),
            attempt: node.runs,
            startedAt: node.startedAt,
            finishedAt: goesOn(node.status) ? null : new Date(Date.parse(node.startedAt) + node.tookMs).toISOString(),
          }))}
          begin={startedAt}
          end={stoppedAt ? Date.parse(stoppedAt) : now}
          selected={selected === undefined ? undefined : String(selected)}
          onSelect={({ path }) => setSelected(Number(path))}
        />
      )}
      {said && (
        <Alert severity="error" title={said.title || t('run.executionFailed', 'The workflow failed')}>
          {said.text}
        </Alert>
      )}
    </section>
  );
}

const goesOn = (status: string) => statusOf(status) === 'RUNNING' || statusOf(status) === 'WAITING';

/** n8n's words as those of a step here. */
function statusOf(status: string): RunStep['status'] {
  switch (status) {
    case 'success':
      return 'SUCCEEDED';
    case 'error':
    case 'crashed':
      return 'FAILED';
    case 'canceled':
      return 'CANCELLED';
    case 'waiting':
      return 'WAITING';
    case 'new':
      return 'QUEUED';
    default:
      return 'RUNNING';
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
    margin: theme.spacing(1, 0, 0.5),
  }),
});
