import React, {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import { useVirtualizer, useWindowVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { findScroller } from './findScroller';

interface Props<Row> {
  label: string;
  rows: Row[];
  /** The height that rows usually have, in pixels; they are measured once they are shown. */
  usualHeight: number;
  head?: ReactNode;
  /** The row that must be in view, by its place; undefined leaves it to the reader. */
  shown?: number;
  children(row: Row): ReactNode;
}

/**
 * A table of which only the rows near the view exist, however long it is. Rows that come in above the view do not move what is
 * being read. Arrow keys move between the links marked `data-row-link`.
 */
export function VirtualRows<Row extends { id: string }>({
  label,
  rows,
  usualHeight,
  head,
  shown,
  children,
}: Props<Row>) {
  const styles = useStyles2(getStyles);
  const body = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place>();
  const table = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const measure = () => {
      if (body.current !== null) {
        const scroller = findScroller(body.current);
        const top = Math.round(body.current.getBoundingClientRect().top + offsetOf(scroller));
        setPlace((known) =>
          known !== undefined && known.scroller === scroller && Math.abs(known.top - top) < 2
            ? known
            : { scroller, top }
        );
      }
    };
    measure();
    // What stands above the table may grow or shrink; the page around both then does, too.
    const page = table.current?.parentElement;
    if (!page || typeof ResizeObserver === 'undefined') {
      return;
    }
    const observer = new ResizeObserver(measure);
    observer.observe(page);
    return () => observer.disconnect();
  }, []);
  const parts = { body, rows, usualHeight, shown, children };
  return (
    <div ref={table} role="table" aria-label={label} aria-rowcount={rows.length} className={styles.table}>
      {head}
      {place === undefined ? (
        <div ref={body} />
      ) : place.scroller === undefined ? (
        <RowsInWindow {...parts} place={place} />
      ) : (
        <RowsInElement {...parts} place={place} />
      )}
    </div>
  );
}

/** What scrolls the table, and how far the table begins below the start of that. */
interface Place {
  scroller: HTMLElement | undefined;
  top: number;
}

function offsetOf(scroller: HTMLElement | undefined): number {
  return scroller === undefined ? window.scrollY : scroller.scrollTop - scroller.getBoundingClientRect().top;
}

interface PartProps<Row> extends Pick<Props<Row>, 'rows' | 'usualHeight' | 'shown' | 'children'> {
  body: RefObject<HTMLDivElement>;
  place: Place;
}

function RowsInWindow<Row extends { id: string }>(props: PartProps<Row>) {
  return <Rows {...props} virtualizer={useWindowVirtualizer(optionsFor(props))} />;
}

function RowsInElement<Row extends { id: string }>(props: PartProps<Row>) {
  const { scroller = null } = props.place;
  // eslint-disable-next-line react-hooks/incompatible-library -- a note to the React compiler, which builds nothing here
  return <Rows {...props} virtualizer={useVirtualizer({ ...optionsFor(props), getScrollElement: () => scroller })} />;
}

function optionsFor<Row extends { id: string }>({ rows, usualHeight, place }: PartProps<Row>) {
  return {
    count: rows.length,
    estimateSize: () => usualHeight,
    // An element that is not laid out has no height, but is not therefore nothing.
    measureElement: (element: Element) => element.getBoundingClientRect().height || usualHeight,
    overscan: 12,
    scrollMargin: place.top,
    getItemKey: (index: number) => rows[index]?.id ?? index,
  };
}

interface RowsProps<Row> extends PartProps<Row> {
  virtualizer: {
    getTotalSize(): number;
    getVirtualItems(): VirtualItem[];
    measureElement: (element: Element | null) => void;
    range: { startIndex: number } | null;
    scrollToIndex(index: number, options: { align: 'auto' }): void;
  };
}

function Rows<Row extends { id: string }>({
  body,
  rows,
  usualHeight,
  shown,
  place,
  virtualizer,
  children,
}: RowsProps<Row>) {
  const styles = useStyles2(getStyles);
  useAnchor(rows, place, virtualizer.range?.startIndex ?? 0, usualHeight);
  useEffect(() => {
    if (shown !== undefined) {
      virtualizer.scrollToIndex(shown, { align: 'auto' });
    }
    // Only a new place moves the view: what comes in meanwhile must not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [shown]);
  return (
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
              style={{ transform: `translateY(${start - place.top}px)` }}
            >
              {children(row)}
            </div>
          )
        );
      })}
    </div>
  );
}

/** Keeps the first visible row where it is when rows come or go above it. */
function useAnchor<Row extends { id: string }>(
  rows: Row[],
  { scroller, top }: Place,
  firstVisible: number,
  height: number
) {
  const anchor = useRef<{ id: string; index: number } | undefined>(undefined);
  useLayoutEffect(() => {
    const before = anchor.current;
    const scrolled = scroller?.scrollTop ?? window.scrollY;
    if (before !== undefined && rows[before.index]?.id !== before.id && scrolled > top) {
      const index = rows.findIndex((row) => row.id === before.id);
      if (index >= 0) {
        (scroller ?? window).scrollBy(0, (index - before.index) * height);
      }
    }
    const row = rows[firstVisible];
    anchor.current = row && { id: row.id, index: firstVisible };
  }, [rows, scroller, top, firstVisible, height]);
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
