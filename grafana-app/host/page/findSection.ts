import type { NavLinkDTO, NavModel } from '@grafana/data';

/**
 * The section of the menu that a path belongs to: the entry with the longest address that the path begins with, under its
 * parent. Nothing fits a page that is not in the menu, which then stands under `fallback`.
 */
export function findSection(navTree: readonly NavLinkDTO[], path: string, fallback: string): NavModel {
  const candidates = navTree.flatMap((main) => [main, ...(main.children ?? [])].map((node) => ({ main, node })));
  const [best] = candidates
    .filter(({ node }) => node.url !== undefined && isBelow(path, node.url))
    .sort((one, other) => urlLength(other.node) - urlLength(one.node) || Number(one.node === one.main) - 1);
  if (best !== undefined) {
    return best;
  }
  const main = navTree.find(({ pluginId }) => pluginId !== undefined) ?? { text: fallback };
  return { main, node: main };
}

function isBelow(path: string, url: string): boolean {
  return path === url || (url !== '/' && path.startsWith(`${url}/`));
}

function urlLength({ url = '' }: NavLinkDTO): number {
  return url.length;
}
