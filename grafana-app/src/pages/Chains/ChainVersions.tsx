import React, { useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, Button, Drawer, useStyles2 } from '@grafana/ui';
import { ask } from '../../api/ask';
import { type ChainFragment, ChainVersionsDocument, type ChainVersionsQuery } from '../../api/generated/graphql';
import { toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';
import { PagedRows, Quiet } from '../../components/Section/Section';
import { TextDiff } from '../../components/TextDiff/TextDiff';
import type { Names } from '../../words/escalation';
import { plain } from '../../words/plain';
import { chainText } from './chainText';
import { type DraftChain, draftOf } from './chainDraft';

export type ChainVersion = NonNullable<ChainVersionsQuery['escalationChain']>['versions']['edges'][number]['node'];

interface Props {
  chain: ChainFragment;
  names: Names;
  mayManage: boolean;
  /** Begins a draft with what an earlier version said. */
  onRestore(draft: DraftChain): void;
  onClose(): void;
}

/** The versions of a chain, newest first, each compared with what holds now; each can be the beginning of a draft. */
export function ChainVersions({ chain, names, mayManage, onRestore, onClose }: Props) {
  const styles = useStyles2(getStyles);
  const [shown, setShown] = useState<number>();
  const versions = usePaged<ChainVersion>(['chains', 'versions', chain.id, chain.version], async (after, signal) => {
    const answer = await ask(ChainVersionsDocument, { id: chain.id, first: 20, after }, signal);
    const none = { edges: [], pageInfo: { hasNextPage: false, endCursor: null } };
    return toPage<ChainVersion>(answer.data.escalationChain?.versions ?? none, answer);
  });
  return (
    <Drawer
      title={t('chain.versions.title', 'Versions of {{name}}', { ...plain, name: chain.name })}
      onClose={onClose}
      size="md"
    >
      <PagedRows list={versions} empty={<Quiet>{t('policy.versions.none', 'Nothing was saved yet.')}</Quiet>}>
        {(rows) => (
          <ul className={styles.list}>
            {rows.map((version) => {
              const isLive = version.version === chain.version;
              const title = t('policy.versions.name', 'Version {{version}}', { ...plain, version: version.version });
              return (
                <li key={version.version} className={styles.version} aria-label={title}>
                  <div className={styles.head}>
                    <strong>{title}</strong>
                    {isLive && <Badge color="green" text={t('policy.versions.live', 'Live')} />}
                    <span className={styles.quiet}>{dateTimeFormat(version.at)}</span>
                  </div>
                  <div className={styles.quiet}>
                    {version.author?.name ?? t('policy.versions.platform', 'The platform or an API key')}
                  </div>
                  {version.note && <div className={styles.note}>{version.note}</div>}
                  {!isLive && (
                    <div className={styles.head}>
                      <Button
                        size="sm"
                        variant="secondary"
                        fill="text"
                        aria-expanded={shown === version.version}
                        onClick={() => setShown(shown === version.version ? undefined : version.version)}
                      >
                        {t('chain.versions.compare', 'Compare with what holds now')}
                      </Button>
                      {mayManage && (
                        <Button
                          size="sm"
                          variant="secondary"
                          onClick={() => onRestore({ ...draftOf({ ...chain, ...version, version: chain.version }) })}
                        >
                          {t('chain.versions.restore', 'Edit from here')}
                        </Button>
                      )}
                    </div>
                  )}
                  {shown === version.version && (
                    <TextDiff
                      label={t('chain.versions.difference', 'From version {{version}} to what holds now', {
                        ...plain,
                        version: version.version,
                      })}
                      before={chainText(version, names)}
                      after={chainText(chain, names)}
                    />
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
  version: css({ padding: theme.spacing(1.5, 0), borderBottom: `1px solid ${theme.colors.border.weak}`, minWidth: 0 }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1) }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  note: css({ overflowWrap: 'anywhere' }),
});
