import type { IconName } from '@grafana/data';
import { t } from '@grafana/i18n';
import type { ResourceKind } from '../api/generated/graphql';

export const resourceKinds = [
  'HOST',
  'NODE',
  'NAMESPACE',
  'POD',
  'DEPLOYMENT',
  'SERVICE',
  'DEVICE',
  'INSTANCE',
] as const satisfies readonly ResourceKind[];

/** A kind of resource in words and as an icon. */
export function resourceKindLook(kind: ResourceKind): { text: string; icon: IconName } {
  switch (kind) {
    case 'HOST':
      return { text: t('resourceKind.host', 'Host'), icon: 'monitor' };
    case 'NODE':
      return { text: t('resourceKind.node', 'Node'), icon: 'layers-alt' };
    case 'NAMESPACE':
      return { text: t('resourceKind.namespace', 'Namespace'), icon: 'folder' };
    case 'POD':
      return { text: t('resourceKind.pod', 'Pod'), icon: 'cube' };
    case 'DEPLOYMENT':
      return { text: t('resourceKind.deployment', 'Deployment'), icon: 'layer-group' };
    case 'SERVICE':
      return { text: t('resourceKind.service', 'Service'), icon: 'cog' };
    case 'DEVICE':
      return { text: t('resourceKind.device', 'Device'), icon: 'mobile-android' };
    case 'INSTANCE':
      return { text: t('resourceKind.instance', 'Instance'), icon: 'database' };
    default:
      return kind satisfies never;
  }
}

/** How one resource stands to another, as a sentence about the first: "runs on", "part of". Unknown kinds stay as they are. */
export function relationWords(kind: string, direction: 'IN' | 'OUT'): string {
  return (relations[`${kind} ${direction}`] ?? (() => kind.replaceAll('_', ' ')))();
}

const relations: Record<string, () => string> = {
  'runs_on OUT': () => t('relation.runsOn', 'Runs on'),
  'runs_on IN': () => t('relation.runs', 'Runs'),
  'part_of OUT': () => t('relation.partOf', 'Part of'),
  'part_of IN': () => t('relation.contains', 'Contains'),
  'exposes OUT': () => t('relation.exposes', 'Exposes'),
  'exposes IN': () => t('relation.exposedBy', 'Exposed by'),
};
