import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, Combobox, Field, useStyles2 } from '@grafana/ui';
import { ask } from '../../api/ask';
import { PlaybooksDocument } from '../../api/generated/graphql';
import { useReasonAgainst } from '../../api/useReasonAgainst';
import { Failure } from '../../components/Failure/Failure';
import { PagedRows, Quiet, Section } from '../../components/Section/Section';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { VirtualRows } from '../../components/VirtualRows/VirtualRows';
import { StartPlaybook } from '../Playbook/start/StartPlaybook';
import { usePlaybook } from '../Playbook/usePlaybook';
import { RunRow } from '../Runs/RunRow';
import type { useRuns } from '../Runs/useRuns';

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
        <Suggested onStart={setStarting} />
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

/** Any playbook by its name. */
function Suggested({ onStart }: { onStart(playbookId: string): void }) {
  const styles = useStyles2(getStyles);
  const reason = useReasonAgainst()('playbooks:run');
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null);
  return (
    <div className={styles.choice}>
      <Field label={t('incident.anyPlaybook', 'Any playbook')} noMargin>
        <Combobox
          id="incident-playbook"
          width={40}
          placeholder={t('incident.findPlaybook', 'Search playbooks')}
          value={chosen}
          disabled={reason !== undefined}
          options={async (search) => {
            const text = search.trim();
            const { data } = await ask(PlaybooksDocument, { filter: text === '' ? null : { text }, first: 20 });
            return data.playbooks.edges
              .filter(({ node }) => node.enabled)
              .map(({ node }) => ({ value: node.id, label: node.name, description: node.description }));
          }}
          onChange={({ value, label }) => setChosen({ value, label: label ?? value })}
        />
      </Field>
      <Button
        variant="secondary"
        icon="play"
        disabled={chosen === null || reason !== undefined}
        tooltip={reason ?? t('incident.startHint', 'Asks for its values first')}
        onClick={() => chosen && onStart(chosen.value)}
      >
        <Trans i18nKey="playbook.start">Start</Trans>
      </Button>
    </div>
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
  choice: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: theme.spacing(1) }),
});
