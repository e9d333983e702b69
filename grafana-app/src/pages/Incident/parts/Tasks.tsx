import React, { useState } from 'react';
import { css, cx } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Checkbox, IconButton, Input, useStyles2 } from '@grafana/ui';
import { IncidentTasksDocument, type IncidentTasksQuery } from '../../../api/generated/graphql';
import { Failure } from '../../../components/Failure/Failure';
import { PagedRows, Quiet, Section } from '../../../components/Section/Section';
import { useNow } from '../../../time/useNow';
import { useReasonAgainst } from '../../../api/useReasonAgainst';
import { useIncidentPart } from '../useIncident';
import type { IncidentVerbs } from '../useIncidentVerbs';

type Task = NonNullable<IncidentTasksQuery['incident']>['tasks']['edges'][number]['node'];

/** What is to be done, as a list to tick off. */
export function Tasks({ id, verbs: { addTask, changeTask } }: { id: string; verbs: IncidentVerbs }) {
  const styles = useStyles2(getStyles);
  const reason = useReasonAgainst()('incidents:edit');
  const list = useIncidentPart(id, 'tasks', IncidentTasksDocument, (of) => of.tasks);
  const [title, setTitle] = useState('');
  const done = list.rows.filter(({ state }) => state !== 'OPEN').length;
  const add = () => addTask.mutate(title, { onSuccess: () => setTitle('') });
  return (
    <Section
      title={t('incident.tasks.title', 'Tasks')}
      aside={list.rows.length > 0 && <span className={styles.count}>{`${done}/${list.rows.length}`}</span>}
    >
      {changeTask.error ? <Failure error={changeTask.error} /> : null}
      <PagedRows
        list={list}
        skeletonRows={1}
        empty={<Quiet>{t('incident.tasks.none', 'Nothing is to be done yet.')}</Quiet>}
      >
        {(rows) => (
          <ul className={styles.list}>
            {rows.map((task) => (
              <TaskRow
                key={task.id}
                task={task}
                disabled={reason !== undefined}
                setState={(state) => changeTask.mutate({ taskId: task.id, change: { state } })}
              />
            ))}
          </ul>
        )}
      </PagedRows>
      {addTask.error ? <Failure error={addTask.error} /> : null}
      {reason === undefined && (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (title.trim() !== '') {
              add();
            }
          }}
        >
          <Input
            aria-label={t('incident.tasks.new', 'New task')}
            placeholder={t('incident.tasks.new', 'New task')}
            maxLength={500}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Button
            type="submit"
            variant="secondary"
            icon={addTask.isPending ? 'spinner' : 'plus'}
            aria-label={t('incident.tasks.add', 'Add task')}
            disabled={title.trim() === '' || addTask.isPending}
          />
        </form>
      )}
    </Section>
  );
}

function TaskRow({
  task: { title, state, owner, dueAt },
  disabled,
  setState,
}: {
  task: Task;
  disabled: boolean;
  setState(state: Task['state']): void;
}) {
  const styles = useStyles2(getStyles);
  const now = useNow();
  const late = state === 'OPEN' && dueAt != null && Date.parse(dueAt) < now;
  const details = [owner?.name, dueAt == null ? undefined : dateTimeFormat(dueAt)].filter((text) => text !== undefined);
  return (
    <li className={styles.task}>
      <div className={cx(styles.words, state === 'DROPPED' && styles.dropped)}>
        <Checkbox
          label={title}
          value={state === 'DONE'}
          disabled={disabled || state === 'DROPPED'}
          onChange={(event) => setState(event.currentTarget.checked ? 'DONE' : 'OPEN')}
        />
        {details.length > 0 && <div className={cx(styles.details, late && styles.late)}>{details.join(' · ')}</div>}
      </div>
      {!disabled && state !== 'DONE' && (
        <IconButton
          name={state === 'DROPPED' ? 'history' : 'times'}
          size="sm"
          onClick={() => setState(state === 'DROPPED' ? 'OPEN' : 'DROPPED')}
          aria-label={
            state === 'DROPPED'
              ? t('incident.tasks.reopen', 'Open the task again')
              : t('incident.tasks.drop', 'Drop the task')
          }
          tooltip={
            state === 'DROPPED'
              ? t('incident.tasks.reopen', 'Open the task again')
              : t('incident.tasks.drop', 'Drop the task')
          }
        />
      )}
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  count: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  task: css({
    display: 'flex',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 0),
  }),
  words: css({ minWidth: 0, overflowWrap: 'anywhere', '& label': { minWidth: 0 } }),
  dropped: css({ textDecoration: 'line-through', color: theme.colors.text.disabled }),
  details: css({
    paddingLeft: theme.spacing(3),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  late: css({ color: theme.colors.error.text }),
  form: css({ display: 'flex', gap: theme.spacing(1), marginTop: theme.spacing(1) }),
});
