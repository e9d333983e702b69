import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, Tab, TabsBar } from '@grafana/ui';
import { useSearchParams } from 'react-router-dom';
import type { SilenceRowFragment } from '../../api/generated/graphql';
import { usePermission } from '../../api/useViewer';
import { AreaPage } from '../../components/AreaPage/AreaPage';
import { PageActions } from '../../components/ListHeader/ListHeader';
import { readNewSilence } from '../../routing/silenceAddress';
import type { MatcherWords } from '../../words/quiet';
import { Calendar } from './Calendar';
import { Inhibition } from './Inhibition';
import { Maintenance } from './Maintenance';
import { QuietSettings } from './QuietSettings';
import { SilenceDrawer } from './SilenceDrawer';
import { SilenceList } from './SilenceList';
import { TimeIntervals } from './TimeIntervals';

const tabs = ['silences', 'calendar', 'maintenance', 'inhibition', 'intervals', 'settings'] as const;
type TabName = (typeof tabs)[number];

/** Everything that keeps alerts quiet: silences, work on resources, alerts that inhibit others, and times. */
export function Silences() {
  const [params, setParams] = useSearchParams();
  const tab = tabs.find((name) => name === params.get('tab')) ?? 'silences';
  const [editing, setEditing] = useState<SilenceRowFragment | MatcherWords[] | undefined>(() => readNewSilence(params));
  const may = usePermission('silences:manage');
  const close = () => {
    setEditing(undefined);
    setParams(
      (now) => {
        now.delete('new');
        return now;
      },
      { replace: true }
    );
  };
  return (
    <AreaPage
      renderTitle={() => <h1>{t('silences.title', 'Silences')}</h1>}
      actions={
        <PageActions live={tab === 'silences' || tab === 'calendar'}>
          <Button
            icon="bell-slash"
            disabled={may !== true}
            tooltip={
              may === false ? t('silences.needsPermission', 'You need the permission silences:manage.') : undefined
            }
            onClick={() => setEditing([])}
          >
            <Trans i18nKey="silences.new">New silence</Trans>
          </Button>
        </PageActions>
      }
    >
      <TabsBar>
        {tabs.map((name) => (
          <Tab
            key={name}
            label={tabText(name)}
            active={name === tab}
            onChangeTab={() => setParams(name === 'silences' ? {} : { tab: name })}
          />
        ))}
      </TabsBar>
      <div style={{ paddingTop: 16 }}>
        {tab === 'silences' && <SilenceList edit={setEditing} />}
        {tab === 'calendar' && <Calendar />}
        {tab === 'maintenance' && <Maintenance />}
        {tab === 'inhibition' && <Inhibition />}
        {tab === 'intervals' && <TimeIntervals />}
        {tab === 'settings' && <QuietSettings />}
      </div>
      {editing !== undefined && <SilenceDrawer from={editing} onClose={close} />}
    </AreaPage>
  );
}

function tabText(name: TabName): string {
  switch (name) {
    case 'silences':
      return t('silences.tab.silences', 'Silences');
    case 'calendar':
      return t('silences.tab.calendar', 'Calendar');
    case 'maintenance':
      return t('silences.tab.maintenance', 'Maintenance');
    case 'inhibition':
      return t('silences.tab.inhibition', 'Inhibition');
    case 'intervals':
      return t('silences.tab.intervals', 'Time intervals');
    case 'settings':
      return t('silences.tab.settings', 'Settings');
    default:
      return name satisfies never;
  }
}
