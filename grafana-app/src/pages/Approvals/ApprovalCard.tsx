import React, { useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, Badge, Button, Field, TextArea, TextLink, useStyles2 } from '@grafana/ui';
import type { ApprovalFragment } from '../../api/generated/graphql';
import { Age } from '../../components/Age/Age';
import { Failure } from '../../components/Failure/Failure';
import { paths } from '../../routing/paths';
import { approvalLook, whyNotWords } from '../../words/approvals';
import { type AskedValues, readValues, startValues } from '../../components/ValuesForm/readSchema';
import { ValuesForm } from '../../components/ValuesForm/ValuesForm';
import { plain } from '../../words/plain';
import { useAnswer } from './useApprovals';
import { WhatItWouldDo } from './WhatItWouldDo';

/** One question of a run: who asks for what, what would be done, who has answered, and the answer of whoever looks. */
export function ApprovalCard({ approval, open = false }: { approval: ApprovalFragment; open?: boolean }) {
  const styles = useStyles2(getStyles);
  const [note, setNote] = useState('');
  const [values, setValues] = useState<AskedValues>(() => startValues(approval.schema));
  const answer = useAnswer();
  const {
    id,
    kind,
    state,
    playbookName,
    causeLabel,
    message,
    needed,
    teams,
    incident,
    run,
    answers,
    whyNot,
    requester,
  } = approval;
  const look = approvalLook(state);
  const isWaiting = state === 'WAITING';
  const send = (approves: boolean) =>
    answer.mutate(
      { id, approves, note, values: kind === 'INPUT' && approves ? readValues(approval.schema, values) : null },
      { onSuccess: () => setNote('') }
    );
  const refused = answer.data && answer.data.outcome !== 'taken' ? answer.data.outcome : undefined;
  const off = answer.isPending || whyNot != null;
  return (
    <article className={styles.card} aria-label={playbookName}>
      <div className={styles.head}>
        <Badge text={look.text} icon={look.icon} color={look.color} />
        <h2 className={styles.name}>
          {run ? <TextLink href={paths.run(run.id)}>{playbookName}</TextLink> : playbookName}
        </h2>
        <span className={styles.quiet}>
          <Age since={approval.createdAt} ago />
        </span>
      </div>
      <p className={styles.message}>{message}</p>
      <dl className={styles.facts}>
        <dt>{t('approvals.askedBy', 'Asked for by')}</dt>
        <dd>{requester?.name ?? causeLabel}</dd>
        {incident && (
          <>
            <dt>{t('approvals.incident', 'Incident')}</dt>
            <dd>
              <TextLink inline href={paths.incident(incident.id)}>{`#${incident.number} ${incident.title}`}</TextLink>
            </dd>
          </>
        )}
        <dt>{t('approvals.needed', 'Needs')}</dt>
        <dd>
          {t('approvals.people', '{{given}} of {{needed}}', {
            ...plain,
            given: answers.filter(({ approves }) => approves).length,
            needed,
          })}
          {teams.length > 0
            ? ` · ${t('approvals.ofTeams', 'of {{teams}}', { ...plain, teams: teams.join(', ') })}`
            : ''}
        </dd>
        {isWaiting && (
          <>
            <dt>{t('approvals.until', 'Until')}</dt>
            <dd>{dateTimeFormat(approval.expiresAt, { format: 'YYYY-MM-DD HH:mm' })}</dd>
          </>
        )}
      </dl>
      {answers.map(({ person, approves, note: said, at, via }) => (
        <p key={person.id} className={styles.answer}>
          <Badge color={approves ? 'green' : 'red'} icon={approves ? 'check' : 'times'} text={person.name} />
          <span className={styles.quiet}>
            <Age since={at} ago /> · {via.toLowerCase()}
          </span>
          {said !== '' && <span>{said}</span>}
        </p>
      ))}
      <WhatItWouldDo would={approval.would} open={open || isWaiting} />
      {answer.error ? <Failure error={answer.error} /> : null}
      {refused !== undefined && <Alert severity="warning" title={whyNotWords(refused)} />}
      {isWaiting && (
        <div className={styles.form}>
          {kind === 'INPUT' && (
            <ValuesForm schema={approval.schema} values={values} onChange={setValues} disabled={off} />
          )}
          <Field label={t('approvals.note', 'Note')}>
            <TextArea
              id={`approval-note-${id}`}
              rows={2}
              value={note}
              disabled={off}
              placeholder={t('approvals.notePlaceholder', 'Why? Optional, and kept with the answer.')}
              onChange={({ currentTarget }) => setNote(currentTarget.value)}
            />
          </Field>
          <div className={styles.verbs}>
            <Button icon="check" variant="success" disabled={off} onClick={() => send(true)}>
              {kind === 'INPUT' ? t('approvals.give', 'Give these values') : t('approvals.approve', 'Approve')}
            </Button>
            <Button icon="times" variant="destructive" fill="outline" disabled={off} onClick={() => send(false)}>
              {t('approvals.reject', 'Reject')}
            </Button>
            {whyNot != null && <span className={styles.quiet}>{whyNotWords(whyNot)}</span>}
          </div>
        </div>
      )}
    </article>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    padding: theme.spacing(2),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
    minWidth: 0,
  }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1.5) }),
  name: css({ ...theme.typography.h5, margin: 0, overflowWrap: 'anywhere' }),
  message: css({
    margin: theme.spacing(1, 0),
    fontSize: theme.typography.h5.fontSize,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  }),
  facts: css({
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0.25, 2),
    margin: theme.spacing(0, 0, 1),
    '& dt': { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  }),
  answer: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    margin: theme.spacing(0.5, 0),
  }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  form: css({ marginTop: theme.spacing(1.5), maxWidth: 640 }),
  verbs: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
});
