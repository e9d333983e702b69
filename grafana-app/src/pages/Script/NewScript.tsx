import React from 'react';
import { t } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { useNavigate } from 'react-router-dom';
import { paths } from '../../routing/paths';
import { ScriptEditor } from './ScriptEditor';

/** A script that nobody saved yet. */
export function NewScript() {
  const navigate = useNavigate();
  const title = t('scripts.new', 'New script');
  return (
    <PluginPage
      pageNav={{ text: title, parentItem: { text: t('nav.scripts', 'Scripts'), url: paths.scripts } }}
      renderTitle={() => <h1>{title}</h1>}
    >
      <ScriptEditor saved={null} onSaved={({ id }) => navigate(paths.script(id), { replace: true })} />
    </PluginPage>
  );
}
