import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, LinkButton, useStyles2 } from '@grafana/ui';
import { usePermission } from '../../api/useViewer';
import { AreaPage } from '../../components/AreaPage/AreaPage';
import { Failure } from '../../components/Failure/Failure';
import { PageActions } from '../../components/ListHeader/ListHeader';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { useLeaveGuard } from '../../drafts/useLeaveGuard';
import { paths } from '../../routing/paths';
import { addChild, change, list, move, remove } from '../../tree/draftTree';
import { plain } from '../../words/plain';
import { PolicyDrawer } from './PolicyDrawer';
import { PolicyRow } from './PolicyRow';
import { inheritTelling, newPolicyNode, type PolicyDraftNode } from './policyTree';
import { PolicyVersions } from './PolicyVersions';
import { SavePolicyDialog } from './SavePolicyDialog';
import { usePolicy, usePolicyNames, usePolicyProblems } from './usePolicy';
import { type PolicyTrial, WhoWouldBeTold } from './WhoWouldBeTold';

/** The policy: who is told of which incident. Edited as a draft, tried at any moment, and saved as a whole. */
export function PoliciesPage() {
  const styles = useStyles2(getStyles);
  const { live, version, error, isPending, refetch } = usePolicy();
  const { chains, teams } = usePolicyNames();
  const mayManage = usePermission('policies:manage') ?? false;
  const [draft, setDraft] = useState<{ tree: PolicyDraftNode; version: number }>();
  const [edited, setEdited] = useState<string>();
  const [dialog, setDialog] = useState<'save' | 'versions'>();
  const [trial, setTrial] = useState<PolicyTrial>();
  const [fresh, setFresh] = useState(1);
  const guard = useLeaveGuard({ isChanged: draft !== undefined });
  const tree = draft?.tree ?? live;
  const problems = usePolicyProblems(draft?.tree);
  const placed = tree ? list(tree) : [];
  const tellings = tree ? inheritTelling(tree) : undefined;
  const editedNode = placed.find(({ node }) => node.key === edited);

  const edit = (next: PolicyDraftNode) => {
    setDraft({ tree: next, version: draft?.version ?? version });
    setTrial(undefined);
  };
  const add = (root: PolicyDraftNode, parent: PolicyDraftNode) => {
    const node = newPolicyNode(`fresh-${fresh}`, t('policy.newName', 'New node'), parent.children);
    setFresh(fresh + 1);
    edit(addChild(root, parent.key, node));
    setEdited(node.key);
  };
  const discard = () => {
    setDraft(undefined);
    setTrial(undefined);
    setDialog(undefined);
  };

  return (
    <AreaPage
      renderTitle={() => <h1>{t('policy.title', 'Policies')}</h1>}
      actions={
        <PageActions live={false}>
          <LinkButton variant="secondary" icon="link" href={paths.chains}>
            <Trans i18nKey="policy.chains">Chains</Trans>
          </LinkButton>
          <Button variant="secondary" icon="history" onClick={() => setDialog('versions')}>
            <Trans i18nKey="policy.versions.open">Versions</Trans>
          </Button>
        </PageActions>
      }
    >
      {error && !live ? <Failure error={error} retry={() => void refetch()} /> : null}
      {isPending && <Skeleton rows={6} />}
      {draft && (
        <div className={styles.banner}>
          <Alert
            severity={problems.length > 0 ? 'warning' : 'info'}
            title={
              problems.length > 0
                ? t('policy.draft.problems', 'This draft cannot be saved yet: {{count}} problems', {
                    count: problems.length,
                    defaultValue_one: 'This draft cannot be saved yet: {{count}} problem',
                    defaultValue_other: 'This draft cannot be saved yet: {{count}} problems',
                  })
                : t('policy.draft.title', 'A draft: incidents still go by version {{version}}', { ...plain, version })
            }
          >
            {problems.length > 0 && (
              <ul className={styles.problems}>
                {problems.map(({ path, field, message }) => (
                  <li key={`${path.join('/')} ${field}`}>
                    <strong>{path.join(' › ')}</strong> {message}
                  </li>
                ))}
              </ul>
            )}
            <div className={styles.buttons}>
              <Button size="sm" disabled={problems.length > 0} onClick={() => setDialog('save')}>
                <Trans i18nKey="policy.draft.save">Save…</Trans>
              </Button>
              <Button size="sm" variant="secondary" fill="text" onClick={discard}>
                <Trans i18nKey="policy.draft.discard">Discard</Trans>
              </Button>
            </div>
          </Alert>
        </div>
      )}
      {tree && (
        <div className={styles.columns}>
          <div className={styles.tree}>
            {version === 0 && !draft && (
              <p className={styles.hint}>
                {t(
                  'policy.none',
                  'There is no policy yet: every channel is told of every incident at once, and nobody is told again. Change the root, or add nodes below it, to tell by chains.'
                )}
              </p>
            )}
            <ul role="tree" aria-label={t('policy.title', 'Policies')} className={styles.list}>
              {placed.map((each, index) => {
                const { key } = each.node;
                const telling = tellings?.get(key);
                return (
                  telling && (
                    <PolicyRow
                      key={key}
                      placed={each}
                      telling={telling}
                      chainName={chains.find(({ id }) => id === telling.chainId)?.name}
                      teamName={(id) => teams.find((team) => team.id === id)?.name ?? id.slice(0, 8)}
                      verdict={trial?.verdicts[index]}
                      problems={problems.filter(({ at }) => at.join('.') === each.at.join('.'))}
                      canEdit={mayManage}
                      onOpen={() => setEdited(key)}
                      onMove={(by) => edit(move(tree, key, by))}
                      onAdd={() => add(tree, each.node)}
                      onRemove={() => edit(remove(tree, key))}
                    />
                  )
                );
              })}
            </ul>
          </div>
          <WhoWouldBeTold tree={tree} isDraft={draft !== undefined} trial={trial} onTrial={setTrial} />
        </div>
      )}
      {editedNode && tree && (
        <PolicyDrawer
          key={editedNode.node.key}
          node={editedNode.node}
          isRoot={editedNode.parent === undefined}
          chains={chains}
          teams={teams}
          problems={problems.filter(({ at }) => at.join('.') === editedNode.at.join('.'))}
          readOnly={!mayManage}
          onChange={(changes) => edit(change(tree, editedNode.node.key, changes))}
          onClose={() => setEdited(undefined)}
        />
      )}
      {dialog === 'save' && draft && (
        <SavePolicyDialog
          tree={draft.tree}
          live={live}
          names={new Map([...chains, ...teams].map(({ id, name }) => [id, name]))}
          version={draft.version}
          liveVersion={version}
          onRebase={() => setDraft({ ...draft, version })}
          onSaved={discard}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === 'versions' && (
        <PolicyVersions liveVersion={version} mayManage={mayManage} onClose={() => setDialog(undefined)} />
      )}
      {guard.prompt}
    </AreaPage>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  columns: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2),
    [theme.breakpoints.up('lg')]: { gridTemplateColumns: 'minmax(0, 1fr) 360px' },
  }),
  banner: css({ flex: 'none' }),
  tree: css({ minWidth: 0 }),
  list: css({
    margin: 0,
    padding: 0,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  hint: css({ color: theme.colors.text.secondary, maxWidth: 640 }),
  problems: css({ margin: 0, paddingLeft: theme.spacing(2) }),
  buttons: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginTop: theme.spacing(1) }),
});
