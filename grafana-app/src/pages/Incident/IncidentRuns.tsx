import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, Field, TextLink, useStyles2 } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { PlaybooksForIncidentDocument } from '../../api/generated/graphql';
import { useReasonAgainst } from '../../api/useReasonAgainst';
import { Failure } from '../../components/Failure/Failure';
import { PagedRows, Quiet, Section } from '../../components/Section/Section';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { VirtualRows } from '../../components/VirtualRows/VirtualRows';
import { paths } from '../../routing/paths';
import { plain } from '../../words/plain';
import { suggestionWords } from '../../words/suggestions';
import { StartPlaybook } from '../Playbook/start/StartPlaybook';
import { usePlaybook } from '../Playbook/usePlaybook';
import { RunRow } from '../Runs/RunRow';
import type { useRuns } from '../Runs/useRuns';
import { PlaybookPicker } from '../Triggers/PlaybookPicker';

interface Props {
  incidentId: string;
  runs: ReturnType<typeof useRuns>;
}

/** What playbooks did about an incident, and starting one by hand. */
export function IncidentRuns({ incidentId, runs }: Props) {
  const [starting, setStarting] = useState<string>();
  return (
    <>
      <Section title={t('incident.startPlaybook', 'Start a playbook')}>
        <Suggested incidentId={incidentId} onStart={setStarting} />
      </Section>
      <Section title={t('incident.runs', 'What ran')}>
        <PagedRows
          list={runs}
          empty={
            <Quiet>
              {t(
                'incident.noRuns',
                'No playbook ran. The timeline says which triggers looked at the incident and why they started nothing.'
              )}
            </Quiet>
          }
        >
          {(rows) => (
            <VirtualRows label={t('incident.runs', 'What ran')} rows={rows} usualHeight={52}>
              {(run) => <RunRow run={run} withIncident={false} />}
            </VirtualRows>
          )}
        </PagedRows>
      </Section>
      {starting !== undefined && (
        <Starting playbookId={starting} incidentId={incidentId} onClose={() => setStarting(undefined)} />
      )}
    </>
  );
}

interface SuggestedProps {
  incidentId: string;
  onStart(playbookId: string): void;
}

/** The playbooks that most likely help, with why, and any other by its name. */
function Suggested({ incidentId, onStart }: SuggestedProps) {
  const styles = useStyles2(getStyles);
  const reason = useReasonAgainst()('playbooks:run');
  const [chosen, setChosen] = useState<{ id: string; name: string } | null>(null);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['playbooks', 'forIncident', incidentId],
    queryFn: async ({ signal }) =>
      (await ask(PlaybooksForIncidentDocument, { incidentId, first: 5 }, signal)).data.playbooksForIncident,
  });
  return (
    <>
      {isPending && <Skeleton rows={2} />}
      {error ? <Failure error={error} retry={() => void refetch()} /> : null}
      <ol className={styles.list} aria-label={t('incident.suggested', 'Most likely to help')}>
        {data?.map((suggestion) => {
          const { playbook } = suggestion;
          return (
            <li key={playbook.id} className={styles.row}>
              <span className={styles.what}>
                <TextLink href={paths.playbook(playbook.id)} inline={false}>
                  {playbook.name}
                </TextLink>
                <span className={styles.quiet}>{suggestionWords(suggestion)}</span>
              </span>
              <Button
                size="sm"
                variant="secondary"
                icon="play"
                disabled={reason !== undefined}
                tooltip={reason ?? t('incident.startHint', 'Asks for its values first')}
                aria-label={t('incident.startThis', 'Start {{name}}', { ...plain, name: playbook.name })}
                onClick={() => onStart(playbook.id)}
              >
                <Trans i18nKey="playbook.start">Start</Trans>
              </Button>
            </li>
          );
        })}
      </ol>
      <div className={styles.choice}>
        <Field label={t('incident.anyPlaybook', 'Any playbook')} noMargin className={styles.picker}>
          <PlaybookPicker id="incident-playbook" value={chosen} onChange={setChosen} />
        </Field>
        <Button
          variant="secondary"
          icon="play"
          disabled={chosen === null || reason !== undefined}
          tooltip={reason ?? t('incident.startHint', 'Asks for its values first')}
          onClick={() => chosen && onStart(chosen.id)}
        >
          <Trans i18nKey="playbook.start">Start</Trans>
        </Button>
      </div>
    </>
  );
}

interface StartingProps {
  playbookId: string;
  incidentId: string;
  onClose(): void;
}

/** The form needs the inputs of the playbook, which no list carries. */
function Starting({ playbookId, incidentId, onClose }: StartingProps) {
  const { data, error, refetch } = usePlaybook(playbookId);
  if (data !== undefined) {
    return <StartPlaybook playbook={data} incidentId={incidentId} onClose={onClose} />;
  }
  return error ? <Failure error={error} retry={() => void refetch()} /> : <Skeleton rows={1} />;
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: theme.spacing(0, 0, 1.5), padding: 0, maxWidth: 800 }),
  row: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    padding: theme.spacing(0.75, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  what: css({ flex: 1, display: 'flex', flexDirection: 'column', minWidth: 0 }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  picker: css({ flex: '0 1 360px' }),
  choice: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: theme.spacing(1) }),
});
