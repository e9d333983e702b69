import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { config } from '@grafana/runtime';
import { Alert, Button, Field, useStyles2 } from '@grafana/ui';
import { PROXY } from '../../api/addresses';
import type { ScriptJobFragment } from '../../api/generated/graphql';
import { useReasonAgainst } from '../../api/useReasonAgainst';
import { Age } from '../../components/Age/Age';
import { Facts } from '../../components/Facts/Facts';
import { Failure } from '../../components/Failure/Failure';
import { Look } from '../../components/Look/Look';
import { RunOutput } from '../../components/RunOutput/RunOutput';
import { Quiet, Section } from '../../components/Section/Section';
import { type TextPair, TextPairs } from '../../components/TextPairs/TextPairs';
import { type AskedValues, fieldsOf, readValues, startValues } from '../../components/ValuesForm/readSchema';
import { ValuesForm } from '../../components/ValuesForm/ValuesForm';
import { plain } from '../../words/plain';
import { jobOutcomeWords, jobStatusLook } from '../../words/scripts';
import type { ScriptDraft } from './scriptDraft';
import { toLimits } from './scriptLimits';
import { useTest, useTestVerbs } from './useScript';

interface Props {
  scriptId: string | null;
  draft: ScriptDraft;
  /** The schema of the draft; undefined while it cannot be read. */
  schema: Record<string, unknown> | undefined;
  isPutAway: boolean;
}

/** A script tried on a runner as it is written, with what it prints as it comes. */
export function ScriptTrial({ scriptId, draft, schema, isPutAway }: Props) {
  const styles = useStyles2(getStyles);
  const [typed, setTyped] = useState<AskedValues>({});
  const [secrets, setSecrets] = useState<TextPair[]>([]);
  const [labels, setLabels] = useState<TextPair[]>([]);
  const [jobId, setJobId] = useState<string>();
  const mayNot = useReasonAgainst();
  const { begin, cancel } = useTestVerbs();
  const { job, written } = useTest(jobId);
  const secretsReason = mayNot('secrets:manage');
  const reason =
    mayNot('scripts:manage') ??
    (isPutAway ? t('script.archivedReason', 'It was put away.') : undefined) ??
    (draft.code === '' ? t('script.needsCode', 'It has no code.') : undefined) ??
    (schema === undefined ? t('script.needsSchema', 'Its parameters are no JSON of an object.') : undefined);
  // One that cannot be followed any more may still run; another can be begun beside it.
  const isFollowed = jobId !== undefined && !written?.error && (job === undefined || job.finishedAt == null);
  const isRunning = begin.isPending || isFollowed;
  const hasParameters = fieldsOf(schema).length > 0;
  const values = { ...startValues(schema), ...typed };
  const run = () =>
    begin.mutate(
      {
        ...{ scriptId, language: draft.language, code: draft.code, schema, parameters: readValues(schema, values) },
        ...{ secrets: toRecord(secrets), labels: toRecord(labels) },
        limits: toLimits(draft.limits),
        timeoutSeconds: Math.min(Math.max(1, Math.round(Number(draft.timeout)) || 60), 3_600),
      },
      { onSuccess: setJobId }
    );
  return (
    <Section title={t('scriptTest.title', 'Try it')}>
      <Quiet>
        {t('scriptTest.help', 'It really runs on a runner, as it stands here, saved or not, for at most an hour.')}
      </Quiet>
      <div className={styles.form}>
        {hasParameters ? (
          <ValuesForm schema={schema} values={values} disabled={isRunning} onChange={setTyped} />
        ) : (
          <Quiet>{t('scriptTest.noParameters', 'It asks for no parameters.')}</Quiet>
        )}
      </div>
      <Field
        label={t('scriptTest.labels', 'Labels of the runner')}
        description={t('scriptTest.labelsHelp', 'None for the platform’s own.')}
      >
        <TextPairs label={t('scriptTest.labels', 'Labels of the runner')} pairs={labels} onChange={setLabels} />
      </Field>
      <Field
        label={t('scriptTest.secrets', 'Secrets')}
        description={
          secretsReason ?? t('scriptTest.secretsHelp', 'Variable of the environment, and the name of a secret.')
        }
      >
        {secretsReason === undefined ? (
          <TextPairs label={t('scriptTest.secrets', 'Secrets')} pairs={secrets} onChange={setSecrets} />
        ) : (
          <span />
        )}
      </Field>
      {(begin.error ?? cancel.error) ? <Failure error={begin.error ?? cancel.error} /> : null}
      <div className={styles.verbs}>
        <Button
          icon={isRunning ? 'spinner' : 'play'}
          disabled={reason !== undefined || isRunning}
          tooltip={reason ?? t('scriptTest.runHint', 'It really runs')}
          onClick={run}
        >
          <Trans i18nKey="scriptTest.run">Run it</Trans>
        </Button>
        {isRunning && jobId !== undefined && (
          <Button
            variant="destructive"
            fill="outline"
            icon="square-shape"
            disabled={cancel.isPending || job?.cancelAskedAt != null}
            tooltip={t('scriptTest.cancelHint', 'Everything that it began is killed')}
            onClick={() => cancel.mutate(jobId)}
          >
            <Trans i18nKey="scriptTest.cancel">Stop it</Trans>
          </Button>
        )}
        {job && <JobState job={job} />}
      </div>
      {written?.error ? <Failure error={written.error} /> : null}
      {job && <JobEnd job={job} />}
      {written && (
        <RunOutput
          key={jobId}
          label={t('scriptTest.output', 'What it printed')}
          output={written.output}
          isLive={written.isLive}
          fileName={`${(draft.name || 'script').replace(/[^\w.-]+/g, '_')}.log`}
          cutBytes={job?.outputDropped}
        />
      )}
    </Section>
  );
}

function JobState({ job }: { job: ScriptJobFragment }) {
  const styles = useStyles2(getStyles);
  return (
    <span role="status" className={styles.state}>
      <Look look={jobStatusLook(job.status)} />
      <span className={styles.quiet}>
        {[
          job.outcome && job.status !== 'SUCCEEDED' && jobOutcomeWords(job.outcome),
          job.exitCode != null && t('scriptTest.exitCode', 'code {{code}}', { ...plain, code: job.exitCode }),
          job.runnerName && t('scriptTest.on', 'on {{runner}}', { ...plain, runner: job.runnerName }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {job.startedAt != null && <Age since={job.startedAt} until={job.finishedAt} />}
    </span>
  );
}

function JobEnd({ job }: { job: ScriptJobFragment }) {
  const styles = useStyles2(getStyles);
  const { id, detail, isOutOfReach, result, artefacts } = job;
  return (
    <>
      {isOutOfReach && (
        <Alert
          severity="warning"
          title={t('scriptTest.outOfReach', 'Its runner cannot be reached; it goes on there and is delivered later')}
        />
      )}
      {detail && <p className={styles.detail}>{detail}</p>}
      {result != null && <Facts title={t('scriptTest.result', 'Its result')} value={result} />}
      {artefacts.length > 0 && (
        <ul className={styles.files} aria-label={t('scriptTest.files', 'Files that it left')}>
          {artefacts.map(({ name }) => (
            <li key={name}>
              <a
                className={styles.file}
                download={name}
                href={`${config.appSubUrl ?? ''}${PROXY}/files/automation/jobs/${encodeURIComponent(id)}/${encodeURIComponent(name)}`}
              >
                {name}
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const toRecord = (pairs: readonly TextPair[]) =>
  Object.fromEntries(pairs.map(([name, text]) => [name.trim(), text.trim()]).filter(([name]) => name !== ''));

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ margin: theme.spacing(2, 0) }),
  verbs: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    margin: theme.spacing(2, 0),
  }),
  state: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1) }),
  quiet: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
  detail: css({ margin: theme.spacing(0, 0, 1), whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
  files: css({ listStyle: 'none', margin: theme.spacing(1, 0), padding: 0 }),
  file: css({ color: theme.colors.text.link, overflowWrap: 'anywhere' }),
});
