import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, Icon, IconButton, Tooltip, useStyles2 } from '@grafana/ui';
import type { CheckPolicyQuery, WhoWouldBeToldQuery } from '../../api/generated/graphql';
import { asRecord } from '../../api/errors';
import type { Placed } from '../../tree/draftTree';
import { tellsWords } from '../../words/escalation';
import { plain } from '../../words/plain';
import type { PolicyDraftNode, Telling } from './policyTree';

export type PolicyVerdict = WhoWouldBeToldQuery['whoWouldBeTold']['verdicts'][number];
export type PolicyProblem = CheckPolicyQuery['checkPolicy'][number];

interface Props {
  placed: Placed<PolicyDraftNode>;
  telling: Telling;
  chainName: string | undefined;
  teamName(id: string): string;
  verdict: PolicyVerdict | undefined;
  problems: PolicyProblem[];
  canEdit: boolean;
  onOpen(): void;
  onMove(by: -1 | 1): void;
  onAdd(): void;
  onRemove(): void;
}

/** One node of the policy: its conditions, whom it tells (greyed where the node above says it), and what can be done to it. */
export function PolicyRow({ placed, telling, chainName, teamName, verdict, problems, canEdit, ...on }: Props) {
  const { node, at, isLast } = placed;
  const styles = useStyles2(getStyles);
  const isRoot = at.length === 0;
  const conditions = [...node.matchers, ...node.severities, ...node.priorities, ...node.ownerTeamIds.map(teamName)];
  const { name } = node;
  return (
    <li
      role="treeitem"
      aria-level={at.length + 1}
      aria-label={name}
      className={cx(
        styles.row,
        verdict?.matched && styles.matched,
        verdict?.decision.reason === 'took_incident' && styles.takes
      )}
      style={{ paddingLeft: `${at.length * 20 + 8}px` }}
    >
      <span className={styles.body}>
        <span className={styles.line}>
          {!isRoot && <Icon name="corner-down-right-alt" size="sm" className={styles.quiet} />}
          <button type="button" className={styles.name} onClick={on.onOpen}>
            {name}
          </button>
          {problems.length > 0 && (
            <Tooltip content={problems.map(({ message }) => message).join('\n')}>
              <span className={styles.problem}>
                <Icon name="exclamation-triangle" size="sm" /> {t('policy.problem', 'Problem')}
              </span>
            </Tooltip>
          )}
          {conditions.map((condition) => (
            <code key={condition} className={styles.pill}>
              {condition}
            </code>
          ))}
          {conditions.length === 0 && (
            <span className={styles.quiet}>
              {isRoot
                ? t('policy.everything', 'every incident')
                : t('policy.noConditions', 'everything that comes here')}
            </span>
          )}
          {node.continues && <Badge color="blue" icon="arrow-down" text={t('policy.continues', 'continues')} />}
          {verdict && <span className={verdict.matched ? styles.good : styles.quiet}>{verdictText(verdict)}</span>}
        </span>
        <span className={cx(styles.line, node.tells === null && styles.inherited)}>
          <Icon name="bell" size="sm" /> {tellsWords(telling.tells, chainName)}
          {telling.importance === 'IMPORTANT' && <Badge color="orange" text={t('policy.important', 'important')} />}
          {node.tells === null && !isRoot && <span>{t('policy.inherited', 'as the node above')}</span>}
        </span>
      </span>
      {canEdit && (
        <span className={styles.actions}>
          <Action
            name="plus"
            label={t('policy.add', 'Add a node below {{name}}', { ...plain, name })}
            onClick={on.onAdd}
          />
          <Action
            name="arrow-up"
            label={t('policy.up', 'Move {{name}} up', { ...plain, name })}
            disabled={isRoot || at.at(-1) === 0}
            onClick={() => on.onMove(-1)}
          />
          <Action
            name="arrow-down"
            label={t('policy.down', 'Move {{name}} down', { ...plain, name })}
            disabled={isRoot || isLast}
            onClick={() => on.onMove(1)}
          />
          <Action
            name="trash-alt"
            label={t('policy.remove', 'Remove {{name}} and all below it', { ...plain, name })}
            disabled={isRoot}
            onClick={on.onRemove}
          />
        </span>
      )}
    </li>
  );
}

function Action({
  name,
  label,
  ...rest
}: {
  name: 'plus' | 'arrow-up' | 'arrow-down' | 'trash-alt';
  label: string;
  disabled?: boolean;
  onClick(): void;
}) {
  return <IconButton name={name} size="md" aria-label={label} tooltip={label} {...rest} />;
}

function verdictText({ decision }: PolicyVerdict): string {
  const facts = asRecord(decision.facts);
  switch (decision.reason) {
    case 'took_incident':
      return t('policy.verdict.took', 'Says who is told');
    case 'passed_down':
      return t('policy.verdict.passed', 'Matched; a node below takes it');
    case 'condition_did_not_hold':
      return t('policy.verdict.refused', '{{condition}} does not hold: it is "{{actual}}"', {
        ...plain,
        condition: String(facts['condition']),
        actual: String(facts['actual'] ?? ''),
      });
    case 'sibling_took_incident':
      return t('policy.verdict.sibling', 'Not reached: {{sibling}} took it', {
        ...plain,
        sibling: String(facts['sibling']),
      });
    case 'parent_did_not_match':
      return t('policy.verdict.parent', 'Not reached');
    default:
      return decision.reason;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    padding: theme.spacing(1),
    borderLeft: '3px solid transparent',
    listStyle: 'none',
    '&:not(:first-child)': { borderTop: `1px solid ${theme.colors.border.weak}` },
    '&:hover': { background: theme.colors.action.hover },
  }),
  matched: css({ borderLeftColor: theme.colors.success.main }),
  takes: css({ background: theme.colors.success.transparent }),
  body: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.25), minWidth: 0, flex: '1 1 240px' }),
  line: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    minWidth: 0,
    overflowWrap: 'anywhere',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  name: css({
    border: 'none',
    background: 'none',
    padding: 0,
    color: theme.colors.text.primary,
    fontSize: theme.typography.body.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    textAlign: 'left',
    overflowWrap: 'anywhere',
  }),
  pill: css({ whiteSpace: 'normal', overflowWrap: 'anywhere' }),
  inherited: css({ color: theme.colors.text.secondary }),
  quiet: css({ color: theme.colors.text.secondary }),
  good: css({ color: theme.colors.success.text }),
  problem: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    color: theme.colors.warning.text,
  }),
  actions: css({ display: 'flex', gap: theme.spacing(0.5), marginLeft: 'auto' }),
});
