import React, { useMemo } from 'react';
import { t } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import type { Definition } from '../../playbook/definition';
import { paths } from '../../routing/paths';
import { PlaybookEditor } from './PlaybookEditor';

/** A playbook that nobody saved yet. */
export function NewPlaybook() {
  const title = t('playbooks.new', 'New playbook');
  const start = useMemo<Definition>(() => ({ name: '', description: '', tags: [], steps: [] }), []);
  return (
    <PluginPage
      pageNav={{ text: title, parentItem: { text: t('nav.playbooks', 'Playbooks'), url: paths.playbooks } }}
      renderTitle={() => <h1>{title}</h1>}
    >
      <PlaybookEditor saved={null} start={start} />
    </PluginPage>
  );
}
