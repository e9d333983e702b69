import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { EmptyState, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { useSearchParams } from 'react-router-dom';
import type { ApprovalFilter } from '../../api/generated/graphql';
import { AreaPage } from '../../components/AreaPage/AreaPage';
import { Failure } from '../../components/Failure/Failure';
import { Filters, PageActions } from '../../components/ListHeader/ListHeader';
import { PagedRows } from '../../components/Section/Section';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { withText } from '../../routing/listParams';
import { ApprovalCard } from './ApprovalCard';
import { useApproval, useApprovals } from './useApprovals';

const views = ['mine', 'waiting', 'answered'] as const;
type View = (typeof views)[number];

const filters: Record<View, ApprovalFilter> = {
  mine: { mine: true },
  waiting: { states: ['WAITING'] },
  answered: { states: ['APPROVED', 'REJECTED', 'EXPIRED', 'CLOSED'] },
};

/** What runs ask people for: what waits, what it would do, and what was answered. */
export function Approvals() {
  const styles = useStyles2(getStyles);
  const [params, setParams] = useSearchParams();
  const id = params.get('id');
  const view = views.find((each) => each === params.get('view')) ?? 'mine';
  const list = useApprovals(filters[view]);
  const one = useApproval(id);
  const labels: Record<View, string> = {
    mine: t('approvals.view.mine', 'Waiting for me'),
    waiting: t('approvals.view.waiting', 'Waiting'),
    answered: t('approvals.view.answered', 'Answered'),
  };
  const show = (next: View) =>
    setParams((now) => withText(withText(now, 'view', next === 'mine' ? '' : next), 'id', ''), { replace: true });
  return (
    <AreaPage renderTitle={() => <h1>{t('approvals.title', 'Approvals')}</h1>} actions={<PageActions live={false} />}>
      <Filters>
        <RadioButtonGroup
          aria-label={t('approvals.view.label', 'Which')}
          options={views.map((value) => ({ value, label: labels[value] }))}
          value={id === null ? view : undefined}
          onChange={show}
        />
      </Filters>
      {id !== null ? (
        one.isPending ? (
          <Skeleton rows={3} />
        ) : one.data ? (
          <ApprovalCard approval={one.data} open />
        ) : one.error ? (
          <Failure error={one.error} />
        ) : (
          <EmptyState variant="not-found" message={t('approvals.notFound', 'There is no such approval')} />
        )
      ) : (
        <PagedRows
          list={list}
          skeletonRows={4}
          empty={
            <EmptyState variant="completed" message={t('approvals.none', 'Nothing waits here')}>
              {t(
                'approvals.noneHelp',
                'A playbook asks when a step of it, or a policy, wants people to agree before it goes on.'
              )}
            </EmptyState>
          }
        >
          {(rows) => (
            <div className={styles.list}>
              {rows.map((approval) => (
                <ApprovalCard key={approval.id} approval={approval} />
              ))}
            </div>
          )}
        </PagedRows>
      )}
    </AreaPage>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1.5) }),
});
