/** Groups items by key, so that the type says what is true: no group is empty. Items without a key are left out; order is kept. */
export function groupNonEmpty<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key | undefined): Map<Key, [Item, ...Item[]]> {
  const groups = new Map<Key, [Item, ...Item[]]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
