import React from 'react';
import { t } from '@grafana/i18n';
import { ArrivalPill } from '../../components/ArrivalPill/ArrivalPill';
import { PagedRows, Quiet } from '../../components/Section/Section';
import { VirtualRows } from '../../components/VirtualRows/VirtualRows';
import { RunRow } from '../Runs/RunRow';
import { useRuns } from '../Runs/useRuns';
import { Stats } from './Stats';

/** What a playbook did, newest first, as it happens. */
export function PlaybookRuns({ playbookId }: { playbookId: string }) {
  const list = useRuns({ playbookId });
  return (
    <>
      <Stats playbookId={playbookId} />
      <PagedRows list={list} empty={<Quiet>{t('playbook.noRuns', 'It has not run yet.')}</Quiet>}>
        {(rows) => (
          <>
            <ArrivalPill count={list.held.count} show={list.held.toTop} />
            <div ref={list.held.start} />
            <VirtualRows label={t('runs.title', 'Runs')} rows={rows} usualHeight={52}>
              {(run) => <RunRow run={run} />}
            </VirtualRows>
          </>
        )}
      </PagedRows>
    </>
  );
}
