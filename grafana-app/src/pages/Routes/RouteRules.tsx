import React, { type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, Combobox, Field, IconButton, InlineSwitch, Input, useStyles2 } from '@grafana/ui';
import type { Severity } from '../../api/generated/graphql';
import { priorities, severities, severityLook } from '../../words/incidents';
import type { DraftNode, NodeChange } from './draft';
import { fieldWords } from './fieldWords';
import { WrittenMatchers } from '../../components/MatcherInput/WrittenMatchers';

interface Props {
  node: DraftNode;
  isRoot: boolean;
  faultOf(field: string): { invalid?: boolean; error?: string };
  onChange(changes: NodeChange): void;
  /** Opens the hours in which teams work. */
  onHours(): void;
}

/** What a route decides beside grouping: severity, priority and SLA. Each is taken from above as a whole, or is the route's own. */
export function RouteRules({ node, isRoot, faultOf, onChange, onHours }: Props) {
  const styles = useStyles2(getStyles);
  const { severityRules, priorityRules, sla } = node;
  const severityOptions = severities.map((value) => ({ value, label: severityLook(value).text }));
  const priorityOptions = priorities.map((value) => ({ value, label: value }));
  const matchersLabel = fieldWords('matchers');
  return (
    <>
      <Own
        field="severityRules"
        hint={t(
          'routes.rules.severity',
          'The first rule that holds for an alert says how bad its incident is, whatever the alert says.'
        )}
        isRoot={isRoot}
        isOwn={severityRules !== null}
        fault={faultOf('severityRules')}
        onToggle={(own) => onChange({ severityRules: own ? [] : null })}
      >
        {(severityRules ?? []).map((rule, index) => (
          <div key={index} className={styles.rule}>
            <WrittenMatchers
              isShort
              label={matchersLabel}
              value={rule.matchers}
              onChange={(matchers) => onChange({ severityRules: put(severityRules, index, { ...rule, matchers }) })}
            />
            <Combobox
              width={20}
              aria-label={t('routes.tester.severity', 'Severity')}
              value={rule.severity}
              options={severityOptions}
              onChange={({ value }) =>
                onChange({ severityRules: put(severityRules, index, { ...rule, severity: value }) })
              }
            />
            <Remove onClick={() => onChange({ severityRules: put(severityRules, index) })} />
          </div>
        ))}
        <Add
          onClick={() => onChange({ severityRules: [...(severityRules ?? []), { matchers: [], severity: 'MEDIUM' }] })}
        />
      </Own>
      <Own
        field="priorityRules"
        hint={t(
          'routes.rules.priority',
          'The first rule that fits an incident says its priority. Without one a critical incident is P1, and so on down to P5.'
        )}
        isRoot={isRoot}
        isOwn={priorityRules !== null}
        fault={faultOf('priorityRules')}
        onToggle={(own) => onChange({ priorityRules: own ? [] : null })}
      >
        {(priorityRules ?? []).map((rule, index) => (
          <div key={index} className={styles.rule}>
            <Combobox
              width={20}
              isClearable
              aria-label={t('routes.tester.severity', 'Severity')}
              placeholder={t('routes.rules.anySeverity', 'Any severity')}
              value={rule.severities[0] ?? null}
              options={severityOptions}
              onChange={(option: { value: Severity } | null) =>
                onChange({
                  priorityRules: put(priorityRules, index, { ...rule, severities: option ? [option.value] : [] }),
                })
              }
            />
            <WrittenMatchers
              isShort
              label={matchersLabel}
              value={rule.matchers}
              onChange={(matchers) => onChange({ priorityRules: put(priorityRules, index, { ...rule, matchers }) })}
            />
            <Combobox
              width={12}
              aria-label={t('routes.tester.priority', 'Priority')}
              value={rule.priority}
              options={priorityOptions}
              onChange={({ value }) =>
                onChange({ priorityRules: put(priorityRules, index, { ...rule, priority: value }) })
              }
            />
            <Remove onClick={() => onChange({ priorityRules: put(priorityRules, index) })} />
          </div>
        ))}
        <Add
          onClick={() =>
            onChange({ priorityRules: [...(priorityRules ?? []), { severities: [], matchers: [], priority: 'P3' }] })
          }
        />
      </Own>
      <Own
        field="sla"
        hint={t(
          'routes.rules.sla',
          'Minutes from its opening within which an incident is to be acknowledged and resolved.'
        )}
        isRoot={isRoot}
        isOwn={sla !== null}
        fault={faultOf('sla')}
        onToggle={(own) => onChange({ sla: own ? [] : null })}
      >
        {severities.map((severity) => {
          const target = sla?.find((each) => each.severity === severity) ?? {
            severity,
            acknowledgeMinutes: null,
            resolveMinutes: null,
          };
          const set = (changes: Partial<typeof target>) => {
            const next = { ...target, ...changes };
            const others = (sla ?? []).filter((each) => each.severity !== severity);
            const isEmpty = next.acknowledgeMinutes === null && next.resolveMinutes === null;
            onChange({ sla: isEmpty ? others : [...others, next] });
          };
          return (
            <div key={severity} className={styles.rule}>
              <span className={styles.severity}>{severityLook(severity).text}</span>
              <Minutes
                label={t('routes.rules.acknowledge', 'Acknowledge')}
                value={target.acknowledgeMinutes ?? null}
                onChange={(acknowledgeMinutes) => set({ acknowledgeMinutes })}
              />
              <Minutes
                label={t('routes.rules.resolve', 'Resolve')}
                value={target.resolveMinutes ?? null}
                onChange={(resolveMinutes) => set({ resolveMinutes })}
              />
            </div>
          );
        })}
        <Button type="button" size="sm" variant="secondary" fill="text" icon="clock-nine" onClick={onHours}>
          <Trans i18nKey="serviceHours.open">Minutes pass only in the team’s service hours</Trans>
        </Button>
      </Own>
    </>
  );
}

interface OwnProps {
  field: 'severityRules' | 'priorityRules' | 'sla';
  hint: string;
  isRoot: boolean;
  isOwn: boolean;
  fault: { invalid?: boolean; error?: string };
  onToggle(own: boolean): void;
  children: ReactNode;
}

function Own({ field, hint, isRoot, isOwn, fault, onToggle, children }: OwnProps) {
  const name = fieldWords(field);
  return (
    <Field label={name} description={hint} {...fault}>
      <>
        <InlineSwitch
          label={isRoot ? t('routes.rules.use', 'Used') : t('routes.rules.own', 'Its own, not those from above')}
          showLabel
          transparent
          value={isOwn}
          aria-label={name}
          onChange={({ currentTarget }) => onToggle(currentTarget.checked)}
        />
        {isOwn && children}
      </>
    </Field>
  );
}

function Minutes({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number | null;
  onChange(value: number | null): void;
}) {
  return (
    <Input
      type="number"
      min={1}
      width={26}
      prefix={label}
      suffix={t('routes.rules.minutes', 'min')}
      aria-label={label}
      value={value ?? ''}
      onChange={({ currentTarget }) =>
        onChange(currentTarget.value === '' ? null : Math.round(Number(currentTarget.value)))
      }
    />
  );
}

function Add({ onClick }: { onClick(): void }) {
  return (
    <Button size="sm" variant="secondary" icon="plus" onClick={onClick}>
      <Trans i18nKey="routes.rules.add">Add a rule</Trans>
    </Button>
  );
}

function Remove({ onClick }: { onClick(): void }) {
  const label = t('routes.rules.remove', 'Remove the rule');
  return <IconButton name="trash-alt" aria-label={label} tooltip={label} onClick={onClick} />;
}

/** The list with one item replaced, or taken out. */
function put<Item>(items: readonly Item[] | null | undefined, index: number, item?: Item): Item[] {
  return (items ?? []).flatMap((each, at) => (at !== index ? [each] : item === undefined ? [] : [item]));
}

const getStyles = (theme: GrafanaTheme2) => ({
  rule: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    margin: theme.spacing(0.5, 0),
  }),
  severity: css({ width: theme.spacing(9) }),
});
