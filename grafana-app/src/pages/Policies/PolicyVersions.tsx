import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, ConfirmButton, Drawer, useStyles2 } from '@grafana/ui';
import { ask } from '../../api/ask';
import { PolicyVersionsDocument, type PolicyVersionsQuery } from '../../api/generated/graphql';
import { toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';
import { Failure } from '../../components/Failure/Failure';
import { PagedRows, Quiet } from '../../components/Section/Section';
import { plain } from '../../words/plain';
import { useRestorePolicy } from './usePolicy';

type Version = PolicyVersionsQuery['policyVersions']['edges'][number]['node'];

/** The policies that were saved, newest first; each can be made live again. */
export function PolicyVersions({
  liveVersion,
  mayManage,
  onClose,
}: {
  liveVersion: number;
  mayManage: boolean;
  onClose(): void;
}) {
  const styles = useStyles2(getStyles);
  const restore = useRestorePolicy();
  const versions = usePaged<Version>(['policy', 'versions', liveVersion], async (after, signal) => {
    const answer = await ask(PolicyVersionsDocument, { first: 20, after }, signal);
    return toPage<Version>(answer.data.policyVersions, answer);
  });
  return (
    <Drawer title={t('policy.versions.title', 'Versions of the policy')} onClose={onClose} size="sm">
      {restore.error ? <Failure error={restore.error} /> : null}
      <PagedRows list={versions} empty={<Quiet>{t('policy.versions.none', 'Nothing was saved yet.')}</Quiet>}>
        {(rows) => (
          <ul className={styles.list}>
            {rows.map(({ version, at, note, nodeCount, author }) => (
              <li key={version} className={styles.version}>
                <div className={styles.head}>
                  <strong>{t('policy.versions.name', 'Version {{version}}', { ...plain, version })}</strong>
                  {version === liveVersion && <Badge color="green" text={t('policy.versions.live', 'Live')} />}
                  <span className={styles.quiet}>{dateTimeFormat(at)}</span>
                </div>
                <div className={styles.quiet}>
                  {author?.name ?? t('policy.versions.platform', 'The platform or an API key')} ·{' '}
                  {t('policy.versions.nodes', '{{count}} nodes', {
                    count: nodeCount,
                    defaultValue_one: '{{count}} node',
                    defaultValue_other: '{{count}} nodes',
                  })}
                </div>
                {note && <div className={styles.note}>{note}</div>}
                {version !== liveVersion && mayManage && (
                  <ConfirmButton
                    size="sm"
                    confirmText={t('policy.versions.confirm', 'Make it live')}
                    disabled={restore.isPending}
                    onConfirm={() => restore.mutate({ version, expectedVersion: liveVersion })}
                  >
                    {t('policy.versions.restore', 'Restore')}
                  </ConfirmButton>
                )}
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
  note: css({ overflowWrap: 'anywhere' }),
});
