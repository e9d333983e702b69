import type { IconName } from '@grafana/data';
import { t } from '@grafana/i18n';
import type { RuleHealth, RuleSourceKind, RuleState, RuleSyncState } from '../api/generated/graphql';
import type { Look } from './incidents';
import { readable } from './outcomes';
import { plain } from './plain';

export const ruleStates = ['FIRING', 'PENDING', 'INACTIVE', 'UNKNOWN'] as const satisfies readonly RuleState[];
export const ruleHealths = ['ERROR', 'OK', 'UNKNOWN'] as const satisfies readonly RuleHealth[];

export function ruleStateLook(state: RuleState): Look {
  switch (state) {
    case 'FIRING':
      return { text: t('ruleState.firing', 'Firing'), icon: 'bell', color: 'red' };
    case 'PENDING':
      return { text: t('ruleState.pending', 'Pending'), icon: 'clock-nine', color: 'orange' };
    case 'INACTIVE':
      return { text: t('ruleState.inactive', 'Inactive'), icon: 'check-circle', color: 'green' };
    case 'UNKNOWN':
      return { text: t('ruleState.unknown', 'Not evaluated'), icon: 'question-circle', color: 'text' };
    default:
      return state satisfies never;
  }
}

export function ruleHealthLook(health: RuleHealth): Look {
  switch (health) {
    case 'OK':
      return { text: t('ruleHealth.ok', 'Evaluates'), icon: 'heart', color: 'green' };
    case 'ERROR':
      return { text: t('ruleHealth.error', 'Broken'), icon: 'heart-break', color: 'red' };
    case 'UNKNOWN':
      return { text: t('ruleHealth.unknown', 'Health unknown'), icon: 'question-circle', color: 'text' };
    default:
      return health satisfies never;
  }
}

export function sourceKindLook(kind: RuleSourceKind): { text: string; icon: IconName } {
  switch (kind) {
    case 'PROMETHEUS':
      return { text: t('ruleSourceKind.prometheus', 'Prometheus or vmalert'), icon: 'database' };
    case 'FILE':
      return { text: t('ruleSourceKind.file', 'Imported files'), icon: 'file-alt' };
    case 'MANAGED':
      return { text: t('ruleSourceKind.managed', 'Managed here'), icon: 'edit' };
    default:
      return kind satisfies never;
  }
}

export function syncLook(state: RuleSyncState): Look {
  switch (state) {
    case 'NEVER':
      return { text: t('ruleSync.never', 'Not read yet'), icon: 'question-circle', color: 'text' };
    case 'RUNNING':
      return { text: t('ruleSync.running', 'Being read'), icon: 'sync', color: 'blue' };
    case 'OK':
      return { text: t('ruleSync.ok', 'Read'), icon: 'check-circle', color: 'green' };
    case 'FAILED':
      return { text: t('ruleSync.failed', 'Cannot be read'), icon: 'exclamation-circle', color: 'red' };
    default:
      return state satisfies never;
  }
}

/** What came of asking a source, as a sentence that says what to do. A reason this version does not know is shown as the machine's word. */
export function syncReasonWords(reason: string): string {
  return (syncReasons[reason] ?? (() => readable(reason)))();
}

const syncReasons: Record<string, () => string> = {
  synced: () => t('ruleSyncReason.synced', 'Its rules were read.'),
  credentials_refused: () =>
    t('ruleSyncReason.credentials', 'The server refuses the credentials. Check the token or the password.'),
  no_rules_api: () =>
    t(
      'ruleSyncReason.noApi',
      'There is no /api/v1/rules at this address. Give the base address of a Prometheus or vmalert, with its path prefix if it has one.'
    ),
  answered_with_error: () => t('ruleSyncReason.error', 'The server answers with an error.'),
  not_a_rules_api: () =>
    t('ruleSyncReason.notApi', 'Something answers, but not as Prometheus does. Check the address and its path.'),
  answer_too_large: () => t('ruleSyncReason.tooLarge', 'The answer is too large to be read.'),
  too_many_rules: () => t('ruleSyncReason.tooMany', 'The server has more rules than a source may have. Split it up.'),
  secret_unreadable: () =>
    t(
      'ruleSyncReason.secret',
      'The stored credentials cannot be opened any more. Edit the source and give them again.'
    ),
  timeout: () => t('ruleSyncReason.timeout', 'The server does not answer in time.'),
  connection_refused: () => t('ruleSyncReason.refused', 'Nothing listens at this address. Check host and port.'),
  connection_reset: () => t('ruleSyncReason.reset', 'The server broke the connection off.'),
  unreachable: () => t('ruleSyncReason.unreachable', 'There is no way to this address from the platform.'),
  dns_failed: () => t('ruleSyncReason.dns', 'The name of the server cannot be resolved.'),
  tls_failed: () => t('ruleSyncReason.tls', 'The server’s certificate is not accepted.'),
  protocol_error: () => t('ruleSyncReason.protocol', 'The server does not speak HTTP.'),
  target_refused: () =>
    t(
      'ruleSyncReason.target',
      'The address is in a private network. An administrator of the platform can allow it (ALLOWED_NETWORKS).'
    ),
  aborted: () => t('ruleSyncReason.aborted', 'The platform was restarted meanwhile; it asks again by itself.'),
};

/** A finding of a rule file in words. */
export function findingWords(code: string): string {
  return (findings[code] ?? (() => readable(code)))();
}

const findings: Record<string, () => string> = {
  not_yaml: () => t('ruleFinding.notYaml', 'This is not YAML'),
  no_groups: () => t('ruleFinding.noGroups', 'There is no list named “groups”'),
  group_not_understood: () => t('ruleFinding.group', 'The group is not understood'),
  rule_not_understood: () => t('ruleFinding.rule', 'The rule is not understood'),
  expression_broken: () => t('ruleFinding.expression', 'The expression cannot be read'),
  duration_not_understood: () => t('ruleFinding.duration', 'The duration is not understood'),
  label_name_invalid: () => t('ruleFinding.label', 'This is not a name for a label'),
  unknown_field: () => t('ruleFinding.field', 'This field is not known'),
  duplicate_rule: () => t('ruleFinding.duplicate', 'The same rule stands there twice'),
};

/** "1 rule", "1,155 rules". */
export function ruleCountWords(count: number, total: string): string {
  return t('rules.count', '{{total}} rules', {
    ...plain,
    count,
    total,
    defaultValue_one: '{{total}} rule',
    defaultValue_other: '{{total}} rules',
  });
}
