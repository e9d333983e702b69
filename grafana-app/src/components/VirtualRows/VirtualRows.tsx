import React, { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import { useWindowVirtualizer } from '@tanstack/react-virtual';

interface Props<Row> {
  label: string;
  rows: Row[];
  /** The height that rows usually have, in pixels; they are measured once they are shown. */
  usualHeight: number;
  head?: ReactNode;
  children(row: Row): ReactNode;
}

/**
 * A table of which only the rows near the view exist, however long it is. Rows that come in above the view do not move what is
 * being read. Arrow keys move between the links marked `data-row-link`.
 */
export function VirtualRows<Row extends { id: string }>({ label, rows, usualHeight, head, children }: Props<Row>) {
  const styles = useStyles2(getStyles);
  const body = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => usualHeight,
    // An element that is not laid out has no height, but is not therefore nothing.
    measureElement: (element) => element.getBoundingClientRect().height || usualHeight,
    overscan: 12,
    scrollMargin: top,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  useLayoutEffect(() => {
    const { top: inView } = body.current?.getBoundingClientRect() ?? { top: 0 };
    const inPage = Math.round(inView + window.scrollY);
    setTop((known) => (Math.abs(known - inPage) > 1 ? inPage : known));
  });
  useAnchor(rows, top, virtualizer.range?.startIndex ?? 0, usualHeight);

  return (
    <div role="table" aria-label={label} aria-rowcount={rows.length} className={styles.table}>
      {head}
      <div
        ref={body}
        role="rowgroup"
        className={styles.body}
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={moveByArrow}
      >
        {virtualizer.getVirtualItems().map(({ key, index, start }) => {
          const row = rows[index];
          return (
            row && (
              <div
                key={key}
                role="presentation"
                ref={virtualizer.measureElement}
                data-index={index}
                className={styles.row}
                style={{ transform: `translateY(${start - top}px)` }}
              >
                {children(row)}
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

/** Keeps the first visible row where it is when rows come or go above it. */
function useAnchor<Row extends { id: string }>(rows: Row[], top: number, firstVisible: number, height: number) {
  const anchor = useRef<{ id: string; index: number } | undefined>(undefined);
  useLayoutEffect(() => {
    const before = anchor.current;
    if (before !== undefined && rows[before.index]?.id !== before.id && window.scrollY > top) {
      const index = rows.findIndex((row) => row.id === before.id);
      if (index >= 0) {
        window.scrollBy(0, (index - before.index) * height);
      }
    }
    const row = rows[firstVisible];
    anchor.current = row && { id: row.id, index: firstVisible };
  }, [rows, top, firstVisible, height]);
}

function moveByArrow(event: KeyboardEvent<HTMLElement>) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) {
    return;
  }
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-link]')];
  const next = links[links.findIndex((link) => link === document.activeElement) + step];
  if (next !== undefined) {
    event.preventDefault();
    next.focus();
  }
}

const getStyles = () => ({
  table: css({ minWidth: 0 }),
  body: css({ position: 'relative' }),
  row: css({ position: 'absolute', top: 0, left: 0, right: 0 }),
});
