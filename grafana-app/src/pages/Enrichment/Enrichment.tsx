import React, { useState } from 'react';
import { t } from '@grafana/i18n';
import { Tab, TabContent, TabsBar } from '@grafana/ui';
import { useSearchParams } from 'react-router-dom';
import { AreaPage } from '../../components/AreaPage/AreaPage';
import { usePermission } from '../../api/useViewer';
import { useLeaveGuard } from '../../drafts/useLeaveGuard';
import type { Draft } from './draft';
import { Dropped } from './Dropped';
import { Flapping } from './Flapping';
import { Rules } from './Rules';
import { Tables } from './Tables';

const tabs = ['rules', 'tables', 'dropped', 'flapping'] as const;
type TabName = (typeof tabs)[number];

function tabLabel(tab: TabName): string {
  switch (tab) {
    case 'rules':
      return t('enrichment.tab.rules', 'Rules');
    case 'tables':
      return t('enrichment.tab.tables', 'Look-up tables');
    case 'dropped':
      return t('enrichment.tab.dropped', 'Dropped alerts');
    case 'flapping':
      return t('enrichment.tab.flapping', 'Flapping');
  }
}

/** What happens to an alert between its source and its route. */
export function Enrichment() {
  const [params, setParams] = useSearchParams();
  const current = tabs.find((tab) => tab === params.get('tab')) ?? 'rules';
  const [draft, setDraft] = useState<Draft>();
  const guard = useLeaveGuard({ isChanged: draft !== undefined });
  const mayManage = usePermission('enrichment:manage') === true;
  return (
    <AreaPage
      renderTitle={() => <h1>{t('enrichment.title', 'Enrichment')}</h1>}
      subTitle={t('enrichment.subtitle', 'What happens to alerts before they are known, grouped and routed')}
    >
      <TabsBar>
        {tabs.map((tab) => (
          <Tab
            key={tab}
            label={tabLabel(tab)}
            active={tab === current}
            onChangeTab={() => setParams(tab === 'rules' ? {} : { tab }, { replace: true })}
          />
        ))}
      </TabsBar>
      <TabContent>
        {current === 'rules' && <Rules mayManage={mayManage} draft={draft} onDraft={setDraft} />}
        {current === 'tables' && <Tables mayManage={mayManage} />}
        {current === 'dropped' && <Dropped />}
        {current === 'flapping' && <Flapping mayManage={mayManage} />}
      </TabContent>
      {guard.prompt}
    </AreaPage>
  );
}
