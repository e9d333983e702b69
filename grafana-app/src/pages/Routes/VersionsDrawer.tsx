import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Badge, Button, ConfirmButton, Drawer, useStyles2 } from '@grafana/ui';
import { ask } from '../../api/ask';
import { RouteVersionsDocument, type RouteVersionsQuery } from '../../api/generated/graphql';
import { usePaged } from '../../api/usePaged';
import { toPage } from '../../api/useList';
import { Failure } from '../../components/Failure/Failure';
import { PagedRows, Quiet } from '../../components/Section/Section';
import { plain } from '../../words/plain';
import { DiffList } from './DiffList';
import { diffTrees } from './diffTrees';
import { type DraftNode, nestRoutes } from './draft';
import { useRestoreRoutes } from './useRoutes';

type Version = RouteVersionsQuery['routeVersions']['edges'][number]['node'];

interface Props {
  liveVersion: number;
  live: DraftNode | undefined;
  mayManage: boolean;
  onClose(): void;
}

/** The trees that were saved, newest first; each says what it would change if it became live again. */
export function VersionsDrawer({ liveVersion, live, mayManage, onClose }: Props) {
  const styles = useStyles2(getStyles);
  const restore = useRestoreRoutes();
  const versions = usePaged<Version>(['routes', 'versions', liveVersion], async (after, signal) => {
    const answer = await ask(RouteVersionsDocument, { first: 20, after }, signal);
    return toPage<Version>(answer.data.routeVersions, answer);
  });
  const [shown, setShown] = React.useState<number>();
  return (
    <Drawer title={t('routes.versions.title', 'Versions of the routes')} onClose={onClose} size="sm">
      {restore.error ? <Failure error={restore.error} /> : null}
      <PagedRows
        list={versions}
        empty={
          <Quiet>
            {t('routes.versions.none', 'Nothing was saved yet. The first alert, or the first change, makes version 1.')}
          </Quiet>
        }
      >
        {(rows) => (
          <ul className={styles.list}>
            {rows.map(({ version, at, note, nodeCount, author, nodes }) => {
              const tree = nestRoutes(nodes);
              const isLive = version === liveVersion;
              return (
                <li key={version} className={styles.version}>
                  <div className={styles.head}>
                    <strong>{t('routes.versions.name', 'Version {{version}}', { ...plain, version })}</strong>
                    {isLive && <Badge color="green" text={t('routes.versions.live', 'Live')} />}
                    <span className={styles.quiet}>{dateTimeFormat(at)}</span>
                  </div>
                  <div className={styles.quiet}>
                    {author?.name ?? t('routes.versions.platform', 'The platform or an API key')} ·{' '}
                    {t('routes.versions.nodes', '{{count}} routes', {
                      count: nodeCount,
                      defaultValue_one: '{{count}} route',
                      defaultValue_other: '{{count}} routes',
                    })}
                  </div>
                  {note && <div className={styles.note}>{note}</div>}
                  {!isLive && tree && live && (
                    <>
                      <div className={styles.head}>
                        <Button
                          size="sm"
                          variant="secondary"
                          fill="text"
                          icon={shown === version ? 'angle-down' : 'angle-right'}
                          onClick={() => setShown(shown === version ? undefined : version)}
                        >
                          <Trans i18nKey="routes.versions.compare">Compare with live</Trans>
                        </Button>
                        {mayManage && (
                          <ConfirmButton
                            size="sm"
                            confirmText={t('routes.versions.confirm', 'Make it live')}
                            disabled={restore.isPending}
                            onConfirm={() => restore.mutate({ version, expectedVersion: liveVersion })}
                          >
                            {t('routes.versions.restore', 'Restore')}
                          </ConfirmButton>
                        )}
                      </div>
                      {shown === version && <DiffList diffs={diffTrees(live, tree)} />}
                    </>
                  )}
                </li>
              );
            })}
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
