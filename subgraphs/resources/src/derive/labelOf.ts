import type { NamedResource } from './resourcesOf.ts';

/** What a resource is called where its kind and namespace are not shown beside it. */
export function labelOf({ name, labels }: Pick<NamedResource, 'name' | 'labels'>): string {
  const namespace = labels['namespace'];
  return namespace === undefined || namespace === name ? name : `${namespace}/${name}`;
}
