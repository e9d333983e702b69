import { t } from '@grafana/i18n';
import { tellsWords } from '../../words/escalation';
import { plain } from '../../words/plain';
import type { PolicyDraftNode } from './policyTree';

/** Names by ids, of chains and of teams. */
export type PolicyNames = ReadonlyMap<string, string>;

/** A policy as text, a line for a node, set in by how deep it stands: what a draft is compared with the live policy by. */
export function policyText(node: PolicyDraftNode, names: PolicyNames, depth = 0): string {
  const { matchers, severities, priorities, ownerTeamIds, tells, chainId, importance, continues } = node;
  const nameOf = (id: string) => names.get(id) ?? id;
  const parts = [
    ...matchers,
    severities.join(', '),
    priorities.join(', '),
    ownerTeamIds.map(nameOf).join(', '),
    tells && `→ ${tellsWords(tells, chainId ? nameOf(chainId) : undefined)}`,
    importance === 'IMPORTANT' && t('policy.important', 'important'),
    importance === 'DEFAULT' && t('policy.text.usual', 'not important'),
    continues && t('policy.text.continues', 'and those after it are asked too'),
  ].filter((part) => typeof part === 'string' && part !== '');
  const line = t('policy.text.node', '{{name}}: {{parts}}', {
    ...plain,
    name: node.name,
    parts: parts.length > 0 ? parts.join(' · ') : t('policy.text.asParent', 'as the node above'),
  });
  return [`${'  '.repeat(depth)}${line}`, ...node.children.map((child) => policyText(child, names, depth + 1))].join(
    '\n'
  );
}
