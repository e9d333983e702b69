import React, { type ReactNode, useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { Badge, EmptyState, TextLink } from '@grafana/ui';
import { useParams, useSearchParams } from 'react-router-dom';
import { ApiError } from '../../api/errors';
import { Failure } from '../../components/Failure/Failure';
import { PageActions } from '../../components/ListHeader/ListHeader';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { readDefinition } from '../../playbook/definition';
import { readYaml } from '../../playbook/yaml';
import { withText } from '../../routing/listParams';
import { paths } from '../../routing/paths';
import { PlaybookActions } from './PlaybookActions';
import { PlaybookEditor } from './PlaybookEditor';
import { PlaybookRuns } from './PlaybookRuns';
import { Versions } from './Versions';
import { type Playbook as PlaybookData, usePlaybook } from './usePlaybook';

const tabs = ['edit', 'runs', 'versions'] as const;

/** One playbook: what it does, how it did, and how it came to be so. */
export function Playbook() {
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = usePlaybook(id);
  const [params] = useSearchParams();
  const tab = tabs.find((name) => name === params.get('tab')) ?? 'edit';
  const title = data?.name ?? t('playbook.title', 'Playbook');
  const address = (name: string) => {
    const query = withText(new URLSearchParams(), 'tab', name === 'edit' ? '' : name).toString();
    return query === '' ? paths.playbook(id) : `${paths.playbook(id)}?${query}`;
  };
  const texts = {
    edit: t('playbook.tab.edit', 'Playbook'),
    runs: t('playbook.tab.runs', 'Runs'),
    versions: t('playbook.tab.versions', 'Versions'),
  };
  return (
    <PluginPage
      pageNav={{
        text: title,
        parentItem: { text: t('nav.playbooks', 'Playbooks'), url: paths.playbooks },
        children:
          data && tabs.map((name) => ({ id: name, text: texts[name], url: address(name), active: name === tab })),
      }}
      renderTitle={() => (
        <h1>
          {title} {data && <State playbook={data} />}
        </h1>
      )}
      actions={<PageActions live={false}>{data && <PlaybookActions playbook={data} />}</PageActions>}
    >
      {isPending ? (
        <Skeleton rows={6} height={8} />
      ) : data === undefined ? (
        <Missing error={error} retry={() => void refetch()} />
      ) : (
        <>
          <Behind isShown={tab === 'edit'}>
            <PlaybookEditor key={`${id} ${data.version}`} saved={data} start={startOf(data)} />
          </Behind>
          {tab === 'runs' && <PlaybookRuns playbookId={id} />}
          {tab === 'versions' && <Versions playbook={data} />}
        </>
      )}
    </PluginPage>
  );
}

/** What was shown once stays as it was behind another tab, with all that was typed into it. */
function Behind({ isShown, children }: { isShown: boolean; children: ReactNode }) {
  const [wasShown, setWasShown] = useState(isShown);
  if (isShown && !wasShown) {
    setWasShown(true);
  }
  return wasShown ? <div hidden={!isShown}>{children}</div> : null;
}

/** The file says only what is not usual, so the form and the file of what is changed stay as short. */
function startOf({ yaml, definition, name }: PlaybookData) {
  return readDefinition(readYaml(yaml)) ?? readDefinition(definition) ?? { name, steps: [] };
}

function State({ playbook: { enabled, archivedAt } }: { playbook: PlaybookData }) {
  return archivedAt ? (
    <Badge color="darkgrey" icon="archive-alt" text={t('playbooks.putAway', 'Put away')} />
  ) : enabled ? null : (
    <Badge color="darkgrey" icon="pause" text={t('playbooks.off', 'Switched off')} />
  );
}

function Missing({ error, retry }: { error: unknown; retry(): void }) {
  return error instanceof ApiError && (error.code === 'NOT_FOUND' || error.code === 'BAD_USER_INPUT') ? (
    <EmptyState variant="not-found" message={t('playbook.missing', 'There is no such playbook')}>
      <TextLink href={paths.playbooks}>
        <Trans i18nKey="playbook.toList">Go to the playbooks</Trans>
      </TextLink>
    </EmptyState>
  ) : (
    <Failure error={error} retry={retry} />
  );
}
