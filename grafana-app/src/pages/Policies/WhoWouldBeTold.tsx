import React, { useState } from 'react';
import { css } from '@emotion/css';
import { type DateTime, dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Badge, Button, Combobox, DateTimePicker, Field, TextArea, useStyles2 } from '@grafana/ui';
import { useMutation } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  type Priority,
  type Severity,
  WhoWouldBeToldDocument,
  type WhoWouldBeToldQuery,
} from '../../api/generated/graphql';
import { Failure } from '../../components/Failure/Failure';
import { Section } from '../../components/Section/Section';
import { type PickedTeam, TeamPicker } from '../../components/TeamPicker/TeamPicker';
import { reasonWords, tellsWords } from '../../words/escalation';
import { priorities, severities, severityLook } from '../../words/incidents';
import { insteadOfWords } from '../../words/notices';
import { plain } from '../../words/plain';
import { readLabels } from '../Routes/readLabels';
import { type PolicyDraftNode, toPolicyInput } from './policyTree';

export type PolicyTrial = WhoWouldBeToldQuery['whoWouldBeTold'];
type Way = PolicyTrial['ways'][number];

interface Props {
  tree: PolicyDraftNode;
  isDraft: boolean;
  trial: PolicyTrial | undefined;
  onTrial(trial: PolicyTrial | undefined): void;
}

/** Who would be told of an incident, when and why, at any moment, if nobody answered: decided by the code that decides when it is so. */
export function WhoWouldBeTold({ tree, isDraft, trial, onTrial }: Props) {
  const styles = useStyles2(getStyles);
  const [text, setText] = useState('');
  const [severity, setSeverity] = useState<Severity>('HIGH');
  const [priority, setPriority] = useState<Priority | null>(null);
  const [team, setTeam] = useState<PickedTeam | null>(null);
  const [at, setAt] = useState<DateTime>();
  const labels = readLabels(text);
  const test = useMutation({
    mutationFn: async () => {
      const asked = {
        labels: labels ?? {},
        severity,
        priority,
        ownerTeamId: team?.id ?? null,
        at: at?.toISOString() ?? null,
      };
      return (await ask(WhoWouldBeToldDocument, { ...asked, draft: isDraft ? toPolicyInput(tree) : null })).data
        .whoWouldBeTold;
    },
    onSuccess: onTrial,
  });
  return (
    <Section title={t('policy.tester.title', 'Who would be told?')}>
      <Field
        label={t('policy.tester.labels', 'Labels')}
        description={t(
          'policy.tester.labelsHint',
          'Of the incident, or of an alert as it was sent: one in a line, or as JSON'
        )}
        invalid={labels === undefined}
        error={labels === undefined ? t('policy.tester.unreadable', 'Write each label as name="value".') : undefined}
      >
        <TextArea
          id="policy-test-labels"
          rows={4}
          value={text}
          placeholder={'alertname="HighCpu"\nteam="db"'}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      </Field>
      <div className={styles.pair}>
        <Field label={t('policy.tester.severity', 'Severity')}>
          <Combobox<Severity>
            id="policy-test-severity"
            value={severity}
            options={severities.map((value) => ({ value, label: severityLook(value).text }))}
            onChange={({ value }) => setSeverity(value)}
          />
        </Field>
        <Field label={t('policy.tester.priority', 'Priority')}>
          <Combobox<Priority>
            id="policy-test-priority"
            isClearable
            value={priority}
            options={priorities.map((value) => ({ value, label: value }))}
            onChange={(chosen) => setPriority(chosen?.value ?? null)}
          />
        </Field>
      </div>
      <Field label={t('policy.tester.team', 'Owned by')}>
        <TeamPicker id="policy-test-team" value={team} onChange={setTeam} />
      </Field>
      <Field label={t('policy.tester.at', 'Announced at')} description={t('policy.tester.atHint', 'Empty for now')}>
        <DateTimePicker clearable date={at} onChange={setAt} />
      </Field>
      <div className={styles.buttons}>
        <Button
          icon={test.isPending ? 'spinner' : 'play'}
          disabled={labels === undefined || test.isPending}
          onClick={() => test.mutate()}
        >
          {isDraft ? t('policy.tester.runDraft', 'Try on the draft') : t('policy.tester.run', 'Try')}
        </Button>
        {trial && (
          <Button variant="secondary" fill="text" onClick={() => onTrial(undefined)}>
            <Trans i18nKey="policy.tester.clear">Clear</Trans>
          </Button>
        )}
      </div>
      {test.error ? <Failure error={test.error} /> : null}
      {trial?.ways.map((way) => (
        <Foretold key={way.path.join('/')} way={way} />
      ))}
    </Section>
  );
}

/** What one way would do, step by step. */
function Foretold({ way }: { way: Way }) {
  const styles = useStyles2(getStyles);
  return (
    <article className={styles.way} aria-label={way.path.join(' › ')}>
      <div className={styles.head}>
        <strong>{tellsWords(way.tells, way.chainName)}</strong>
        {way.importance === 'IMPORTANT' && <Badge color="orange" text={t('policy.important', 'important')} />}
        <span className={styles.quiet}>{way.path.join(' › ')}</span>
      </div>
      {way.foretold.length === 0 && <p className={styles.quiet}>{t('policy.tester.nobody', 'Nobody is told.')}</p>}
      <ol className={styles.list}>
        {way.foretold.map((each, index) => (
          <li key={index} className={styles.entry}>
            <time className={styles.time} dateTime={each.at}>
              {dateTimeFormat(each.at, { format: 'ddd HH:mm' })}
            </time>
            <span className={styles.what}>
              {(each.personName ?? each.channelName) && <strong>{each.personName ?? each.channelName} </strong>}
              {reasonWords(each.reason, each.facts)}
              {namesIn(each.facts).length > 0 && (
                <span className={styles.quiet}> {insteadOfWords(namesIn(each.facts))}</span>
              )}
              {each.contact && (
                <span className={styles.quiet}>
                  {' '}
                  {t('policy.tester.by', 'by {{kind}} {{contact}}', {
                    ...plain,
                    kind: each.contactKind ?? '',
                    contact: each.contact,
                  })}
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </article>
  );
}

/** In whose place somebody is told, as the facts have it. */
function namesIn(facts: unknown): string[] {
  const names: unknown =
    typeof facts === 'object' && facts !== null && 'insteadOf' in facts
      ? (facts as { insteadOf: unknown }).insteadOf
      : [];
  return Array.isArray(names) ? names.map(String) : [];
}

const getStyles = (theme: GrafanaTheme2) => ({
  pair: css({ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: theme.spacing(1) }),
  buttons: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginBottom: theme.spacing(2) }),
  way: css({ marginTop: theme.spacing(2), minWidth: 0 }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: theme.spacing(0, 1) }),
  list: css({ listStyle: 'none', margin: theme.spacing(1, 0, 0), padding: 0 }),
  entry: css({
    display: 'flex',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 0),
    borderTop: `1px solid ${theme.colors.border.weak}`,
  }),
  time: css({ flex: 'none', width: 76, color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
  what: css({ minWidth: 0, overflowWrap: 'anywhere' }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
