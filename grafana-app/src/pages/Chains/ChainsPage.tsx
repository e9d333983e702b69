import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Badge, Button, ConfirmButton, EmptyState, LinkButton, TextLink, useStyles2 } from '@grafana/ui';
import type { ChainFragment } from '../../api/generated/graphql';
import { usePermission } from '../../api/useViewer';
import { AreaPage } from '../../components/AreaPage/AreaPage';
import { ChainFlow } from '../../components/ChainFlow/ChainFlow';
import { Failure } from '../../components/Failure/Failure';
import { PageActions } from '../../components/ListHeader/ListHeader';
import { PagedRows } from '../../components/Section/Section';
import { paths } from '../../routing/paths';
import type { Names } from '../../words/escalation';
import { plain } from '../../words/plain';
import { ChainDrawer } from './ChainDrawer';
import { ChainVersions } from './ChainVersions';
import { type DraftChain, draftOf, newChain } from './chainDraft';
import { useChains, useDeleteChain, useNamed } from './useChains';

/** The chains: who is told, in which order, while nobody answers. */
export function ChainsPage() {
  const styles = useStyles2(getStyles);
  const chains = useChains();
  const named = useNamed();
  const mayManage = usePermission('policies:manage') ?? false;
  const [edited, setEdited] = useState<DraftChain>();
  const [versionsOf, setVersionsOf] = useState<ChainFragment>();
  const drop = useDeleteChain();
  const begin = () => setEdited(newChain(t('chain.newName', 'New chain')));
  return (
    <AreaPage
      renderTitle={() => <h1>{t('chain.title', 'Escalation chains')}</h1>}
      actions={
        <PageActions live={false}>
          <LinkButton variant="secondary" icon="sitemap" href={paths.policies}>
            <Trans i18nKey="chain.policies">Policies</Trans>
          </LinkButton>
          <Button
            icon="plus"
            disabled={!mayManage}
            tooltip={mayManage ? undefined : t('policy.notAllowed', 'This needs the permission policies:manage.')}
            onClick={begin}
          >
            <Trans i18nKey="chain.new">New chain</Trans>
          </Button>
        </PageActions>
      }
    >
      {drop.error ? <Failure error={drop.error} /> : null}
      <PagedRows
        list={chains}
        skeletonRows={4}
        empty={
          <EmptyState variant="call-to-action" message={t('chain.none', 'There are no chains yet')}>
            {t(
              'chain.noneHint',
              'A chain tells one after another until somebody answers: who is on call, then the team, then a whole channel. The policy says which incidents go by which chain.'
            )}
          </EmptyState>
        }
      >
        {(rows) => (
          <div className={styles.list}>
            {rows.map((chain) => (
              <ChainCard
                key={chain.id}
                chain={chain}
                names={named.names}
                mayManage={mayManage}
                onEdit={() => setEdited(draftOf(chain))}
                onVersions={() => setVersionsOf(chain)}
                onDelete={() => drop.mutate(chain.id)}
              />
            ))}
          </div>
        )}
      </PagedRows>
      {versionsOf && (
        <ChainVersions
          chain={versionsOf}
          names={named.names}
          mayManage={mayManage}
          onRestore={(draft) => {
            setVersionsOf(undefined);
            setEdited(draft);
          }}
          onClose={() => setVersionsOf(undefined)}
        />
      )}
      {edited && (
        <ChainDrawer key={edited.id ?? 'new'} start={edited} named={named} onClose={() => setEdited(undefined)} />
      )}
    </AreaPage>
  );
}

interface CardProps {
  chain: ChainFragment;
  names: Names;
  mayManage: boolean;
  onEdit(): void;
  onVersions(): void;
  onDelete(): void;
}

function ChainCard({ chain, names, mayManage, onEdit, onVersions, onDelete }: CardProps) {
  const styles = useStyles2(getStyles);
  const { name, description, version, running, usedBy, steps, importantSteps, remindMinutes } = chain;
  return (
    <article className={styles.card} aria-label={name}>
      <div className={styles.head}>
        <h2 className={styles.name}>{name}</h2>
        <span className={styles.quiet}>{t('policy.versions.name', 'Version {{version}}', { ...plain, version })}</span>
        {running > 0 && (
          <Badge
            color="orange"
            icon="bell"
            text={t('chain.running', 'runs for {{count}} incidents', {
              count: running,
              defaultValue_one: 'runs for {{count}} incident',
              defaultValue_other: 'runs for {{count}} incidents',
            })}
          />
        )}
        <span className={styles.actions}>
          <Button size="sm" variant="secondary" fill="text" icon="history" onClick={onVersions}>
            <Trans i18nKey="chain.versions.open">Versions</Trans>
          </Button>
          {mayManage && (
            <>
              <Button size="sm" variant="secondary" icon="pen" onClick={onEdit}>
                <Trans i18nKey="chain.edit">Edit</Trans>
              </Button>
              <ConfirmButton
                size="sm"
                confirmVariant="destructive"
                confirmText={t('chain.delete', 'Delete')}
                disabled={usedBy.length > 0}
                onConfirm={onDelete}
              >
                {t('chain.delete', 'Delete')}
              </ConfirmButton>
            </>
          )}
        </span>
      </div>
      {description !== '' && <p className={styles.quiet}>{description}</p>}
      <ChainFlow steps={steps} names={names} />
      {remindMinutes != null && (
        <p className={styles.quiet}>
          {t('chain.reminds', 'Begins again {{count}} min after the last step, while nobody answers.', {
            count: remindMinutes,
          })}
        </p>
      )}
      {importantSteps.length > 0 && (
        <>
          <h3 className={styles.sub}>{t('chain.importantSteps', 'For important incidents')}</h3>
          <ChainFlow steps={importantSteps} names={names} />
        </>
      )}
      <p className={styles.quiet}>
        {usedBy.length === 0 ? (
          t('chain.unused', 'No node of the policy tells by it.')
        ) : (
          <>
            {t('chain.usedBy', 'Used by')}{' '}
            <TextLink inline href={paths.policies}>
              {usedBy.map((path) => path.join(' › ')).join(', ')}
            </TextLink>
          </>
        )}
      </p>
    </article>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignItems: 'start',
    gap: theme.spacing(2),
    [theme.breakpoints.up('lg')]: { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
  }),
  card: css({
    padding: theme.spacing(2),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
    minWidth: 0,
  }),
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    marginBottom: theme.spacing(1),
  }),
  name: css({ ...theme.typography.h5, margin: 0, overflowWrap: 'anywhere' }),
  sub: css({ ...theme.typography.h6, margin: theme.spacing(2, 0, 1) }),
  quiet: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    margin: theme.spacing(0.5, 0),
  }),
  actions: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginLeft: 'auto' }),
});
