import React, { type ReactNode } from 'react';
import { t } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { paths } from '../../routing/paths';

interface Props {
  /** Which of the tabs is shown. */
  tab: 'rules' | 'sources' | 'managed' | 'targets';
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of the pages about alert rules: one title, a tab each. */
export function RulesFrame({ tab, actions, children }: Props) {
  const title = t('rules.title', 'Alert rules');
  const tabs = [
    { id: 'rules', text: t('rules.tab.rules', 'Rules'), url: paths.rules },
    { id: 'sources', text: t('rules.tab.sources', 'Sources'), url: paths.ruleSources },
    { id: 'managed', text: t('rules.tab.managed', 'Managed rules'), url: paths.managedRules },
    { id: 'targets', text: t('rules.tab.targets', 'Targets'), url: paths.ruleTargets },
  ];
  return (
    <PluginPage
      pageNav={{
        text: title,
        url: paths.rules,
        hideFromBreadcrumbs: true,
        children: tabs.map((each) => ({ ...each, active: each.id === tab })),
      }}
      renderTitle={() => <h1>{title}</h1>}
      actions={actions}
    >
      {children}
    </PluginPage>
  );
}
