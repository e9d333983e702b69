import React, { useMemo, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { DragDropContext, Draggable, Droppable } from '@hello-pangea/dnd';
import type { diffTrees } from './diffTrees';
import { type DraftNode } from './draft';
import { list, type Placed } from '../../tree/draftTree';
import { inherit } from './inherit';
import { type Drag, RouteRow } from './RouteRow';
import type { Trial } from './RouteTester';
import type { useProblems, useRoutes } from './useRoutes';

interface Props {
  tree: DraftNode;
  open: ReadonlyMap<string, number>;
  teams: ReturnType<typeof useRoutes>['teams'];
  trial: Trial | undefined;
  problems: ReturnType<typeof useProblems>;
  diffs: ReturnType<typeof diffTrees>;
  canEdit: boolean;
  onOpen(key: string): void;
  onMove(key: string, by: -1 | 1): void;
  /** `place` is that in the list without what was dragged; see `drop`. */
  onDrop(key: string, place: number): void;
  onAdd(parent: DraftNode): void;
  onRemove(key: string): void;
}

/** The tree as rows, each of which but the root can be dragged with all below it, by pointer or by the keys. */
export function RouteTree({ tree, open, teams, trial, problems, diffs, canEdit, ...on }: Props) {
  const styles = useStyles2(getStyles);
  const [dragged, setDragged] = useState<string>();
  const placed = useMemo(() => list(tree), [tree]);
  const holdings = useMemo(() => inherit(tree), [tree]);
  const below = useMemo(() => new Set(dragged === undefined ? [] : keysBelow(tree, dragged)), [tree, dragged]);
  // The platform names new nodes by their place, this page by when they were made: both list them in the same order.
  const verdicts = new Map(placed.map(({ node }, index) => [node.key, trial?.result.verdicts[index]]));
  const row = (each: Placed<DraftNode>, drag?: Drag) => {
    const { key } = each.node;
    const holding = holdings.get(key);
    const verdict = verdicts.get(key);
    const diff = diffs.find((found) => found.key === key)?.kind;
    return (
      holding && (
        <RouteRow
          key={key}
          drag={drag}
          placed={each}
          holding={holding}
          ownerName={teams.find(({ id }) => id === holding.ownerTeamId)?.name}
          openIncidents={open.get(key) ?? 0}
          verdict={verdict}
          takes={
            verdict === undefined
              ? undefined
              : verdict.key === trial?.result.leafKey
                ? 'incident'
                : trial?.result.alsoKeys.includes(verdict.key)
                  ? 'also'
                  : undefined
          }
          problems={problems.filter(({ at }) => at.join('.') === each.at.join('.'))}
          diff={diff === 'removed' ? undefined : diff}
          canEdit={canEdit}
          onOpen={() => on.onOpen(key)}
          onMove={(by) => on.onMove(key, by)}
          onAdd={() => on.onAdd(each.node)}
          onRemove={() => on.onRemove(key)}
        />
      )
    );
  };
  const shown = placed.filter(({ node }) => !below.has(node.key));
  return (
    <DragDropContext
      onBeforeCapture={({ draggableId }) => setDragged(draggableId)}
      onDragEnd={({ draggableId, source, destination }) => {
        setDragged(undefined);
        if (destination && destination.index !== source.index) {
          on.onDrop(draggableId, destination.index + 1);
        }
      }}
    >
      <Droppable droppableId="routes" isDropDisabled={!canEdit}>
        {(area) => (
          <ul
            ref={area.innerRef}
            {...area.droppableProps}
            role="tree"
            aria-label={t('routes.title', 'Routes')}
            className={styles.list}
          >
            {shown.map((each, index) =>
              each.parent === undefined || !canEdit ? (
                row(each)
              ) : (
                <Draggable key={each.node.key} draggableId={each.node.key} index={index - 1}>
                  {({ innerRef, draggableProps, dragHandleProps }, { isDragging }) => (
                    <>{row(each, { innerRef, draggableProps, dragHandleProps, isDragging })}</>
                  )}
                </Draggable>
              )
            )}
            {area.placeholder}
          </ul>
        )}
      </Droppable>
    </DragDropContext>
  );
}

function keysBelow(root: DraftNode, key: string): string[] {
  const top = list(root).find(({ node }) => node.key === key);
  return top
    ? list(top.node)
        .slice(1)
        .map(({ node }) => node.key)
    : [];
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    margin: 0,
    padding: 0,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
});
