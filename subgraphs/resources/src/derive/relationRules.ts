import type { ResourceKind } from '#prisma/generated/client';

/** How two resources stand to each other: `from <kind> to`. */
export const relationKinds = ['runs_on', 'part_of', 'exposes'] as const;
export type RelationKind = (typeof relationKinds)[number];

type RelationRule = { from: ResourceKind; kind: RelationKind; to: ResourceKind; unless?: ResourceKind };

/**
 * Which resources of one alert are related, and how. `unless` leaves a relation out where a nearer one through that kind says it already. The lineage turns
 * each round from cause to effect: a host takes down what runs on it, the pods that a service exposes take it down.
 */
export const relationRules: readonly RelationRule[] = [
  { from: 'INSTANCE', kind: 'runs_on', to: 'HOST' },
  { from: 'INSTANCE', kind: 'runs_on', to: 'DEVICE', unless: 'HOST' },
  { from: 'DEVICE', kind: 'part_of', to: 'HOST' },
  { from: 'POD', kind: 'runs_on', to: 'NODE' },
  { from: 'POD', kind: 'runs_on', to: 'HOST', unless: 'NODE' },
  { from: 'POD', kind: 'part_of', to: 'DEPLOYMENT' },
  { from: 'POD', kind: 'part_of', to: 'NAMESPACE', unless: 'DEPLOYMENT' },
  { from: 'DEPLOYMENT', kind: 'part_of', to: 'NAMESPACE' },
  { from: 'SERVICE', kind: 'part_of', to: 'NAMESPACE' },
  { from: 'SERVICE', kind: 'exposes', to: 'POD' },
  { from: 'SERVICE', kind: 'exposes', to: 'DEPLOYMENT', unless: 'POD' },
  { from: 'SERVICE', kind: 'exposes', to: 'INSTANCE' },
  { from: 'SERVICE', kind: 'runs_on', to: 'HOST', unless: 'INSTANCE' },
];
