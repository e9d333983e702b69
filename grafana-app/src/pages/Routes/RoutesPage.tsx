import React, { useMemo, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, useStyles2 } from '@grafana/ui';
import { usePermission } from '../../api/useViewer';
import { AreaPage } from '../../components/AreaPage/AreaPage';
import { Failure } from '../../components/Failure/Failure';
import { PageActions } from '../../components/ListHeader/ListHeader';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import type { PickedTeam } from '../../components/TeamPicker/TeamPicker';
import { useLeaveGuard } from '../../drafts/useLeaveGuard';
import { plain } from '../../words/plain';
import { diffTrees } from './diffTrees';
import { type DraftNode, drop, newNode } from './draft';
import { addChild, change, list, move, remove } from '../../tree/draftTree';
import { DiffList } from './DiffList';
import { ImportDialog } from './ImportDialog';
import { inherit } from './inherit';
import { ReplayDrawer } from './ReplayDrawer';
import { RouteDrawer } from './RouteDrawer';
import { RouteTester, type Trial } from './RouteTester';
import { RouteTree } from './RouteTree';
import { SaveDialog } from './SaveDialog';
import { ServiceHoursDrawer } from './ServiceHoursDrawer';
import { useProblems, useRoutes } from './useRoutes';
import { VersionsDrawer } from './VersionsDrawer';

/** A draft with the version that it was begun from. */
interface Draft {
  tree: DraftNode;
  version: number;
}

/** The tree of routes: which incident an alert belongs to, and who owns it. Edited as a draft, tried, replayed, and saved as a whole. */
export function RoutesPage() {
  const styles = useStyles2(getStyles);
  const { live, open, teams: known, version, error, isPending, refetch } = useRoutes();
  const [picked, setPicked] = useState<PickedTeam[]>([]);
  const teams = useMemo(() => [...known, ...picked], [known, picked]);
  const mayManage = usePermission('routes:manage') ?? false;
  const [draft, setDraft] = useState<Draft>();
  const [edited, setEdited] = useState<string>();
  const [dialog, setDialog] = useState<'save' | 'versions' | 'replay' | 'import' | 'hours'>();
  const [trial, setTrial] = useState<Trial>();
  const [fresh, setFresh] = useState(1);
  const tree = draft?.tree ?? live;
  const problems = useProblems(draft?.tree);
  const diffs = useMemo(() => (live && draft ? diffTrees(live, draft.tree) : []), [live, draft]);
  const guard = useLeaveGuard({ isChanged: draft !== undefined });
  const close = () => setDialog(undefined);

  const edit = (next: DraftNode) => {
    setDraft({ tree: next, version: draft?.version ?? version });
    setTrial(undefined);
  };
  const add = (parent: DraftNode) => {
    const node = newNode(`fresh-${fresh}`, t('routes.newName', 'New route'), parent.children);
    setFresh(fresh + 1);
    edit(addChild(tree ?? parent, parent.key, node));
    setEdited(node.key);
  };
  const discard = () => {
    setDraft(undefined);
    setTrial(undefined);
  };
  const editedNode = tree && list(tree).find(({ node }) => node.key === edited);

  return (
    <AreaPage
      renderTitle={() => <h1>{t('routes.title', 'Routes')}</h1>}
      actions={
        <PageActions live={false}>
          <Button variant="secondary" icon="clock-nine" onClick={() => setDialog('hours')}>
            <Trans i18nKey="serviceHours.title">Service hours</Trans>
          </Button>
          <Button variant="secondary" icon="history" onClick={() => setDialog('versions')}>
            <Trans i18nKey="routes.versions.open">Versions</Trans>
          </Button>
          <Button
            variant="secondary"
            icon="upload"
            disabled={!mayManage || !live}
            tooltip={mayManage ? undefined : t('routes.notAllowed', 'This needs the permission routes:manage.')}
            onClick={() => setDialog('import')}
          >
            <Trans i18nKey="routes.import.open">Import</Trans>
          </Button>
        </PageActions>
      }
    >
      {error && !live ? <Failure error={error} retry={() => void refetch()} /> : null}
      {isPending && <Skeleton rows={8} />}
      {draft && live && (
        // Grafana's alerts grow, and its page is a column: without a box of its own the banner would fill it.
        <div className={styles.banner}>
          <Alert
            severity={problems.length > 0 ? 'warning' : 'info'}
            title={
              problems.length > 0
                ? t('routes.draft.problems', 'This draft cannot be saved yet: {{count}} problems', {
                    count: problems.length,
                    defaultValue_one: 'This draft cannot be saved yet: {{count}} problem',
                    defaultValue_other: 'This draft cannot be saved yet: {{count}} problems',
                  })
                : t('routes.draft.title', 'A draft: alerts still go by version {{version}}', { ...plain, version })
            }
          >
            <DiffList diffs={diffs} problems={problems} />
            <div className={styles.buttons}>
              <Button size="sm" disabled={diffs.length === 0 || problems.length > 0} onClick={() => setDialog('save')}>
                <Trans i18nKey="routes.draft.save">Save…</Trans>
              </Button>
              <Button
                size="sm"
                variant="secondary"
                icon="play"
                disabled={problems.length > 0}
                onClick={() => setDialog('replay')}
              >
                <Trans i18nKey="routes.draft.replay">Replay the past…</Trans>
              </Button>
              <Button size="sm" variant="secondary" fill="text" onClick={discard}>
                <Trans i18nKey="routes.draft.discard">Discard</Trans>
              </Button>
            </div>
          </Alert>
        </div>
      )}
      {tree && (
        <div className={styles.columns}>
          <div className={styles.tree}>
            <RouteTree
              tree={tree}
              open={open}
              teams={teams}
              trial={trial}
              problems={problems}
              diffs={diffs}
              canEdit={mayManage}
              onOpen={setEdited}
              onMove={(key, by) => edit(move(tree, key, by))}
              onDrop={(key, place) => edit(drop(tree, key, place))}
              onAdd={add}
              onRemove={(key) => edit(remove(tree, key))}
            />
            {tree.children.length === 0 && !draft && (
              <p className={styles.hint}>
                {t(
                  'routes.single',
                  'Every alert goes to this one route. Add routes below it to group alerts differently or to give them an owner, or import the routes of an Alertmanager.'
                )}
              </p>
            )}
          </div>
          <RouteTester tree={tree} isDraft={draft !== undefined} teams={teams} trial={trial} onTrial={setTrial} />
        </div>
      )}
      {editedNode && (
        <RouteDrawer
          key={editedNode.node.key}
          node={editedNode.node}
          isRoot={editedNode.parent === undefined}
          teams={teams}
          above={editedNode.parent && tree && inherit(tree).get(editedNode.parent.key)}
          problems={problems.filter(({ at }) => at.join('.') === editedNode.at.join('.'))}
          readOnly={!mayManage}
          onChange={(changes) => tree && edit(change(tree, editedNode.node.key, changes))}
          onTeam={(team) => setPicked((before) => [...before, team])}
          onHours={() => setDialog('hours')}
          onClose={() => setEdited(undefined)}
        />
      )}
      {dialog === 'save' && draft && (
        <SaveDialog
          tree={draft.tree}
          version={draft.version}
          liveVersion={version}
          diffs={diffs}
          onRebase={() => setDraft({ ...draft, version })}
          onSaved={() => {
            close();
            discard();
          }}
          onClose={close}
        />
      )}
      {dialog === 'versions' && (
        <VersionsDrawer liveVersion={version} live={live} mayManage={mayManage} onClose={close} />
      )}
      {dialog === 'replay' && draft && <ReplayDrawer tree={draft.tree} teams={teams} onClose={close} />}
      {dialog === 'hours' && <ServiceHoursDrawer mayManage={mayManage} onClose={close} />}
      {dialog === 'import' && live && (
        <ImportDialog
          live={live}
          version={version}
          draftChanges={draft && diffs.length}
          onImported={() => {
            close();
            discard();
          }}
          onUse={(imported) => {
            edit(imported);
            close();
          }}
          onClose={close}
        />
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
    [theme.breakpoints.up('lg')]: { gridTemplateColumns: 'minmax(0, 1fr) 340px' },
  }),
  banner: css({ flex: 'none' }),
  tree: css({ minWidth: 0 }),
  hint: css({ color: theme.colors.text.secondary, marginTop: theme.spacing(2), maxWidth: 640 }),
  buttons: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginTop: theme.spacing(1) }),
});
