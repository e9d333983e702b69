import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Badge, Drawer, useStyles2 } from '@grafana/ui';
import { ask } from '../../api/ask';
import { ScheduleVersionsDocument, type ScheduleVersionsQuery } from '../../api/generated/graphql';
import { toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';
import { PagedRows, Quiet } from '../../components/Section/Section';
import { plain } from '../../words/plain';
import { changeText } from '../../words/scheduleChanges';
import { schedulesKey } from '../Schedules/useSchedules';

type Version = NonNullable<ScheduleVersionsQuery['schedule']>['versions']['edges'][number]['node'];

const PAGE_SIZE = 20;
const none = { totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null }, edges: [] };

/** Who changed what of a schedule, and when; the latest first. */
export function ScheduleVersions({ id, onClose }: { id: string; onClose(): void }) {
  const styles = useStyles2(getStyles);
  const versions = usePaged<Version>([...schedulesKey, 'versions', id], async (after, signal) => {
    const answer = await ask(ScheduleVersionsDocument, { id, first: PAGE_SIZE, after }, signal);
    return toPage<Version>(answer.data.schedule?.versions ?? none, answer);
  });
  return (
    <Drawer title={t('schedule.versions.title', 'History of the schedule')} onClose={onClose} size="sm">
      <Quiet>
        <Trans i18nKey="schedule.versions.help">
          A change holds from when it was saved: who was on call before stays as it was.
        </Trans>
      </Quiet>
      <PagedRows list={versions} empty={<Quiet>{t('schedule.versions.none', 'Nothing is on record.')}</Quiet>}>
        {(rows) => (
          <ul className={styles.list}>
            {rows.map(({ version, at, author, changes }, place) => (
              <li key={version} className={styles.version}>
                <div className={styles.head}>
                  <strong>{t('schedule.versions.name', 'Version {{version}}', { ...plain, version })}</strong>
                  {place === 0 && <Badge color="green" text={t('schedule.versions.inForce', 'In force')} />}
                  <span className={styles.quiet}>{dateTimeFormat(at)}</span>
                </div>
                <div className={styles.quiet}>
                  {author?.name ?? t('schedule.versions.nobody', 'An API key, or somebody who is not on record')}
                </div>
                {changes && changes.length > 0 && (
                  <ul className={styles.changes}>
                    {changes.map((change) => (
                      <li key={changeText(change)}>{changeText(change)}</li>
                    ))}
                  </ul>
                )}
                {changes?.length === 0 && <Quiet>{t('schedule.versions.unchanged', 'Saved as it was')}</Quiet>}
              </li>
            ))}
          </ul>
        )}
      </PagedRows>
    </Drawer>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  version: css({ padding: theme.spacing(1.5, 0), borderBottom: `1px solid ${theme.colors.border.weak}` }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1) }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  changes: css({ margin: theme.spacing(0.5, 0, 0), paddingLeft: theme.spacing(2.5), overflowWrap: 'anywhere' }),
});
