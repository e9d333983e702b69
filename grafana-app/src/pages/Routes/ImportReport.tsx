import React, { type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, Icon, useStyles2 } from '@grafana/ui';
import type { PreviewAlertmanagerQuery } from '../../api/generated/graphql';
import { intervalLines } from '../../words/intervals';
import { plain } from '../../words/plain';
import type { TreeDiff } from './diffTrees';
import { DiffList } from './DiffList';

type Preview = PreviewAlertmanagerQuery['previewAlertmanager'];

/** What was understood of a configuration: routes, inhibition rules and time intervals with what is new in them, and what was not taken over. */
export function ImportReport({ preview, diffs }: { preview: Preview; diffs: TreeDiff[] }) {
  const styles = useStyles2(getStyles);
  const { nodes, receivers, inhibitRules, timeIntervals, notes } = preview;
  return (
    <div className={styles.report}>
      <Part title={t('routes.import.routes', 'Routes')} count={nodes.length}>
        <DiffList diffs={diffs} />
        <div className={styles.quiet}>
          {t('routes.import.receivers', '{{count}} receivers gave their names to routes.', {
            count: receivers.length,
            defaultValue_one: '{{count}} receiver gave its name to routes.',
            defaultValue_other: '{{count}} receivers gave their names to routes.',
          })}
        </div>
      </Part>
      {inhibitRules.length > 0 && (
        <Part title={t('routes.import.inhibitRules', 'Inhibition rules')} count={inhibitRules.length}>
          <ul className={styles.list}>
            {inhibitRules.map(({ name, change, sourceMatchers, targetMatchers, equal, line }) => (
              <li key={name}>
                <Change change={change} /> <strong>{name}</strong> <Line line={line} />
                <div className={styles.what}>
                  <code>{sourceMatchers.join(', ')}</code> <Icon name="arrow-right" size="sm" />{' '}
                  <code>{targetMatchers.join(', ')}</code>
                  {equal.length > 0 && (
                    <span>
                      {t('inhibition.equal', 'where these are the same: {{labels}}', {
                        ...plain,
                        labels: equal.join(', '),
                      })}
                    </span>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {timeIntervals.length > 0 && (
        <Part title={t('routes.import.timeIntervals', 'Time intervals')} count={timeIntervals.length}>
          <ul className={styles.list}>
            {timeIntervals.map(({ name, change, intervals, line }) => (
              <li key={name}>
                <Change change={change} /> <strong>{name}</strong> <Line line={line} />
                {intervalLines(intervals).map((words, index) => (
                  <div key={index} className={styles.what}>
                    {words}
                  </div>
                ))}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {notes.length > 0 && (
        <Part title={t('routes.import.notes', 'Not taken over as it stands')} count={notes.length}>
          <ul className={styles.list}>
            {notes.map(({ line, path, code, message }) => (
              <li key={`${line} ${path} ${message}`} className={code === 'not_taken_over' ? undefined : styles.fault}>
                <Line line={line} /> <span className={styles.quiet}>{path}</span> {message}
              </li>
            ))}
          </ul>
        </Part>
      )}
    </div>
  );
}

function Part({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <section aria-label={title}>
      <h4 className={styles.title}>
        {title} <span className={styles.quiet}>{count}</span>
      </h4>
      {children}
    </section>
  );
}

function Line({ line }: { line: number }) {
  const styles = useStyles2(getStyles);
  return <span className={styles.line}>{t('routes.import.line', 'line {{line}}', { ...plain, line })}</span>;
}

function Change({ change }: { change: string }) {
  switch (change) {
    case 'new':
      return <Badge color="green" text={t('routes.import.new', 'New')} />;
    case 'changed':
      return <Badge color="blue" text={t('routes.import.changed', 'Changed')} />;
    default:
      return <Badge color="darkgrey" text={t('routes.import.unchanged', 'Same')} />;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  report: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    marginTop: theme.spacing(2),
    overflowWrap: 'anywhere',
  }),
  title: css({ ...theme.typography.h5, marginBottom: theme.spacing(0.5) }),
  quiet: css({ color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular }),
  line: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  }),
  list: css({
    listStyle: 'none',
    margin: 0,
    maxHeight: 240,
    overflow: 'auto',
    '& li': { padding: theme.spacing(0.5, 0) },
  }),
  what: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.25, 0.5),
    marginTop: theme.spacing(0.25),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    '& code': { margin: 0, whiteSpace: 'normal' },
  }),
  fault: css({ color: theme.colors.warning.text }),
});
