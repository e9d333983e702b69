import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, Field, TextArea, useStyles2 } from '@grafana/ui';
import { useMutation } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { TestRoutesDocument, type TestRoutesQuery } from '../../api/generated/graphql';
import { AlertPicker, type PickedAlert } from '../../components/AlertPicker/AlertPicker';
import { Failure } from '../../components/Failure/Failure';
import { Labels } from '../../components/Labels/Labels';
import { Look } from '../../components/Look/Look';
import { Section } from '../../components/Section/Section';
import { severityLook } from '../../words/incidents';
import { type DraftNode, toInput } from './draft';
import { readLabels } from './readLabels';

export interface Trial {
  result: TestRoutesQuery['testRoutes'];
}

interface Props {
  tree: DraftNode;
  isDraft: boolean;
  teams: ReadonlyArray<{ id: string; name: string }>;
  trial: Trial | undefined;
  onTrial(trial: Trial | undefined): void;
}

/** Where an alert would go: labels are typed or taken from an alert of late, and the tree shows what every node makes of them. */
export function RouteTester({ tree, isDraft, teams, trial, onTrial }: Props) {
  const styles = useStyles2(getStyles);
  const [text, setText] = useState('');
  const [alert, setAlert] = useState<PickedAlert | null>(null);
  const labels = readLabels(text);
  const test = useMutation({
    mutationFn: async () => {
      const draft = isDraft ? toInput(tree) : null;
      const about = alert === null ? { labels } : { alertId: alert.id };
      return (await ask(TestRoutesDocument, { ...about, draft })).data.testRoutes;
    },
    onSuccess: (result) => onTrial({ result }),
  });
  const choose = (picked: PickedAlert | null) => {
    setAlert(picked);
    setText(
      picked === null
        ? ''
        : Object.entries(picked.labels)
            .map(([name, value]) => `${name}="${value}"`)
            .join('\n')
    );
  };
  return (
    <Section title={t('routes.tester.title', 'Where would an alert go?')}>
      <Field label={t('routes.tester.recent', 'An alert that came')}>
        <AlertPicker id="routes-test-alert" value={alert} onChange={choose} />
      </Field>
      <Field
        label={t('routes.tester.labels', 'Labels')}
        description={t('routes.tester.labelsHint', 'One in a line, or as JSON')}
        invalid={labels === undefined}
        error={labels === undefined ? t('routes.tester.unreadable', 'Write each label as name="value".') : undefined}
      >
        <TextArea
          rows={6}
          value={text}
          placeholder={'alertname="HighCpu"\nteam="db"\nseverity="critical"'}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            setAlert(null);
          }}
        />
      </Field>
      <div className={styles.buttons}>
        <Button
          icon={test.isPending ? 'spinner' : 'play'}
          disabled={labels === undefined || test.isPending || text.trim() === ''}
          onClick={() => test.mutate()}
        >
          {isDraft ? t('routes.tester.runDraft', 'Try on the draft') : t('routes.tester.run', 'Try')}
        </Button>
        {trial && (
          <Button variant="secondary" fill="text" onClick={() => onTrial(undefined)}>
            <Trans i18nKey="routes.tester.clear">Clear</Trans>
          </Button>
        )}
      </div>
      {test.error ? <Failure error={test.error} /> : null}
      {trial && <Outcome result={trial.result} teams={teams} />}
    </Section>
  );
}

function Outcome({ result, teams }: { result: Trial['result']; teams: Props['teams'] }) {
  const styles = useStyles2(getStyles);
  const leaf = result.verdicts.find(({ key }) => key === result.leafKey);
  const also = result.verdicts.filter(({ key }) => result.alsoKeys.includes(key));
  const { acknowledgeMinutes, resolveMinutes } = result.sla;
  const promises = [
    acknowledgeMinutes != null &&
      t('routes.tester.acknowledge', 'acknowledge in {{count}} min', { count: acknowledgeMinutes }),
    resolveMinutes != null && t('routes.tester.resolve', 'resolve in {{count}} min', { count: resolveMinutes }),
  ].filter((promise) => promise !== false);
  return (
    <dl className={styles.outcome} aria-label={t('routes.tester.outcome', 'Outcome')}>
      <dt>{t('routes.tester.route', 'Route')}</dt>
      <dd>{leaf?.path.join(' › ')}</dd>
      {also.length > 0 && (
        <>
          <dt>{t('routes.tester.also', 'Also matched')}</dt>
          <dd>
            {also.map(({ key, path }) => (
              <div key={key}>{path.join(' › ')}</div>
            ))}
            <span className={styles.quiet}>
              {t(
                'routes.tester.alsoHelp',
                'These continue, so the alert goes on. It makes one incident, by the route above; the incident says that these matched too.'
              )}
            </span>
          </dd>
        </>
      )}
      <dt>{t('routes.tester.group', 'Group')}</dt>
      <dd>
        {Object.keys(result.groupLabels).length === 0 ? (
          t('routes.groupTogether', 'everything together')
        ) : (
          <Labels labels={result.groupLabels} shown={8} />
        )}
      </dd>
      <dt>{t('routes.field.owner', 'Owner')}</dt>
      <dd>
        {result.ownerTeamId === null
          ? t('routes.tester.nobody', 'nobody')
          : (teams.find(({ id }) => id === result.ownerTeamId)?.name ?? result.ownerTeamId.slice(0, 8))}
        {result.owner.reason === 'team_of_integration' &&
          ` (${t('routes.tester.ofIntegration', 'of the integration')})`}
      </dd>
      <dt>{t('routes.tester.severity', 'Severity')}</dt>
      <dd>
        <Look look={severityLook(result.severity)} />
        {result.severityDecision.reason === 'rule_of_route' &&
          ` ${t('routes.tester.byRule', 'by a rule of the route')}`}
      </dd>
      <dt>{t('routes.tester.priority', 'Priority')}</dt>
      <dd>{result.priority}</dd>
      {promises.length > 0 && (
        <>
          <dt>{t('routes.field.sla', 'SLA')}</dt>
          <dd>{promises.join(', ')}</dd>
        </>
      )}
    </dl>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  buttons: css({ display: 'flex', gap: theme.spacing(1), marginBottom: theme.spacing(2) }),
  outcome: css({
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    '& dt': { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  }),
});
