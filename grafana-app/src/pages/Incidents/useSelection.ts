import { useCallback, useMemo, useRef, useState } from 'react';

/** What is selected of a list: single rows, or everything that matches, loaded or not. */
export interface Selection {
  ids: ReadonlySet<string>;
  /** All that match the filter, whatever `ids` says. */
  all: boolean;
  isSelected(id: string): boolean;
  /** Selects a row or takes it out; with `range` all rows from the last one on get what this one gets. */
  toggle(id: string, range?: boolean): void;
  selectAll(): void;
  selectLoaded(): void;
  clear(): void;
}

/** Keeps a selection for as long as the filter stays the same. */
export function useSelection(rows: ReadonlyArray<{ id: string }>, filterKey: string): Selection {
  const [state, setState] = useState<{ key: string; ids: ReadonlySet<string>; all: boolean }>({
    key: filterKey,
    ids: new Set(),
    all: false,
  });
  const current = state.key === filterKey ? state : { key: filterKey, ids: new Set<string>(), all: false };
  const last = useRef<string | undefined>(undefined);
  const set = useCallback(
    (ids: ReadonlySet<string>, all = false) => setState({ key: filterKey, ids, all }),
    [filterKey]
  );
  const { ids, all } = current;
  return useMemo(
    () => ({
      ids,
      all,
      isSelected: (id) => all || ids.has(id),
      toggle: (id, range = false) => {
        // Out of "all" with one row taken out, what remains is what can be seen.
        const before = all ? new Set(rows.map((row) => row.id)) : new Set(ids);
        const add = !before.has(id);
        for (const each of range ? between(rows, last.current, id) : [id]) {
          if (add) {
            before.add(each);
          } else {
            before.delete(each);
          }
        }
        last.current = id;
        set(before);
      },
      selectAll: () => set(ids, true),
      selectLoaded: () => set(new Set(rows.map((row) => row.id))),
      clear: () => set(new Set()),
    }),
    [rows, ids, all, set]
  );
}

function between(rows: ReadonlyArray<{ id: string }>, from: string | undefined, to: string): string[] {
  const places = [rows.findIndex(({ id }) => id === from), rows.findIndex(({ id }) => id === to)].sort((a, b) => a - b);
  const [first = -1, second = -1] = places;
  return first < 0 ? [to] : rows.slice(first, second + 1).map(({ id }) => id);
}
