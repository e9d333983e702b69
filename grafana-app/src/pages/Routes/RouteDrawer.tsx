import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, Drawer, Field, InlineSwitch, Input, Switch, TagsInput } from '@grafana/ui';
import { type PickedTeam, TeamPicker } from '../../components/TeamPicker/TeamPicker';
import { plain } from '../../words/plain';
import type { DraftNode, NodeChange } from './draft';
import { parseDuration, writeDuration } from './duration';
import { fieldWords } from './fieldWords';
import type { Holding } from './inherit';
import { WrittenMatchers } from '../../components/MatcherInput/WrittenMatchers';
import { RouteRules } from './RouteRules';
import type { Problem } from './RouteRow';

interface Props {
  node: DraftNode;
  isRoot: boolean;
  teams: ReadonlyArray<{ id: string; name: string }>;
  /** What holds at the route above, which empty fields take. */
  above: Holding | undefined;
  problems: Problem[];
  readOnly: boolean;
  onChange(changes: NodeChange): void;
  /** Tells the name of a team that was picked. */
  onTeam(team: PickedTeam): void;
  /** Opens the hours in which teams work. */
  onHours(): void;
  onClose(): void;
}

/** Everything that a route says. Each change goes into the draft at once, and what makes no sense is told below its field. */
export function RouteDrawer({
  node,
  isRoot,
  teams,
  above,
  problems,
  readOnly,
  onChange,
  onTeam,
  onHours,
  onClose,
}: Props) {
  const faultOf = (field: string) => {
    const found = problems.filter((problem) => problem.field === field || problem.field.startsWith(`${field}.`));
    return found.length === 0 ? {} : { invalid: true, error: found.map(({ message }) => message).join(' ') };
  };
  const asAbove = (value: string | undefined) =>
    value === undefined ? '' : t('routes.form.above', 'As above: {{value}}', { ...plain, value });
  const teamName = (id: string | null | undefined) => teams.find((team) => team.id === id)?.name ?? id?.slice(0, 8);
  return (
    <Drawer
      title={node.name}
      subtitle={isRoot ? t('routes.form.root', 'The root: it takes what no other route takes.') : undefined}
      onClose={onClose}
      size="md"
    >
      {readOnly && <Alert severity="info" title={t('routes.notAllowed', 'This needs the permission routes:manage.')} />}
      <fieldset disabled={readOnly}>
        <Field label={fieldWords('name')} {...faultOf('name')}>
          <Input value={node.name} onChange={({ currentTarget }) => onChange({ name: currentTarget.value })} />
        </Field>
        {!isRoot && (
          <>
            <Field
              label={fieldWords('matchers')}
              description={t(
                'routes.form.matchers',
                'As in Alertmanager, all must hold: severity="critical", team=~"db|web". Empty takes everything that comes here.'
              )}
              {...faultOf('matchers')}
            >
              <WrittenMatchers
                label={fieldWords('matchers')}
                value={node.matchers}
                onChange={(matchers) => onChange({ matchers })}
              />
            </Field>
            <Field
              label={fieldWords('continues')}
              description={t(
                'routes.form.continues',
                'Alerts that match here are also shown to the routes that follow; the last one that matches makes the incident.'
              )}
            >
              <Switch
                value={node.continues}
                onChange={({ currentTarget }) => onChange({ continues: currentTarget.checked })}
              />
            </Field>
          </>
        )}
        <Field
          label={fieldWords('ownerTeamId')}
          description={t(
            'routes.form.owner',
            'The team that owns the incidents. Empty: as above, and in the end the team of the integration.'
          )}
          {...faultOf('ownerTeamId')}
        >
          <TeamPicker
            id="route-owner"
            value={node.ownerTeamId === null ? null : { id: node.ownerTeamId, name: teamName(node.ownerTeamId) ?? '' }}
            placeholder={
              asAbove(teamName(above?.ownerTeamId) ?? undefined) || t('routes.ownerOfIntegration', 'as the integration')
            }
            onChange={(team) => {
              if (team) {
                onTeam(team);
              }
              onChange({ ownerTeamId: team?.id ?? null });
            }}
          />
        </Field>
        <Field
          label={fieldWords('groupBy')}
          description={t(
            'routes.form.groupBy',
            'Alerts with the same values of these labels make one incident; ... stands for every label.'
          )}
          {...faultOf('groupBy')}
        >
          <>
            {!isRoot && (
              <InlineSwitch
                label={t('routes.form.ownGroupBy', 'Its own grouping')}
                showLabel
                transparent
                value={node.groupBy !== null}
                onChange={({ currentTarget }) =>
                  onChange({ groupBy: currentTarget.checked ? (above?.groupBy ?? []) : null })
                }
              />
            )}
            {node.groupBy !== null || isRoot ? (
              <TagsInput
                tags={node.groupBy ?? []}
                placeholder={t('routes.form.addLabel', 'Add a label')}
                onChange={(groupBy) => onChange({ groupBy })}
              />
            ) : (
              <div>{asAbove(above?.groupBy.join(', ') || t('routes.groupTogether', 'everything together'))}</div>
            )}
          </>
        </Field>
        {(['groupWaitMs', 'groupIntervalMs', 'repeatIntervalMs'] as const).map((field) => (
          <Field key={field} label={fieldWords(field)} description={timingHint(field)} {...faultOf(field)}>
            <Duration
              value={node[field] ?? null}
              placeholder={asAbove(above && writeDuration(above[field]))}
              onChange={(value) => onChange({ [field]: value })}
            />
          </Field>
        ))}
        {(['muteTimeIntervals', 'activeTimeIntervals'] as const).map((field) => (
          <Field key={field} label={fieldWords(field)} {...faultOf(field)}>
            <TagsInput
              tags={node[field]}
              placeholder={t('routes.form.addInterval', 'Name of a time interval')}
              onChange={(names) => onChange({ [field]: names })}
            />
          </Field>
        ))}
        <RouteRules node={node} isRoot={isRoot} faultOf={faultOf} onChange={onChange} onHours={onHours} />
      </fieldset>
      <Button onClick={onClose}>
        <Trans i18nKey="routes.form.done">Done</Trans>
      </Button>
    </Drawer>
  );
}

/** A duration as people write it; while it makes no sense the draft keeps the one before. */
function Duration({
  value,
  placeholder,
  onChange,
}: {
  value: number | null;
  placeholder: string;
  onChange(value: number | null): void;
}) {
  const [text, setText] = useState(value === null ? '' : writeDuration(value));
  const isWrong = text.trim() !== '' && parseDuration(text) === undefined;
  return (
    <Input
      width={30}
      value={text}
      placeholder={placeholder || '30s'}
      invalid={isWrong}
      suffix={isWrong ? t('routes.form.badDuration', 'e.g. 30s, 5m, 4h') : undefined}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        const parsed = parseDuration(currentTarget.value);
        if (currentTarget.value.trim() === '') {
          onChange(null);
        } else if (parsed !== undefined) {
          onChange(parsed);
        }
      }}
    />
  );
}

function timingHint(field: 'groupWaitMs' | 'groupIntervalMs' | 'repeatIntervalMs'): string {
  switch (field) {
    case 'groupWaitMs':
      return t('routes.form.groupWait', 'How long a new incident gathers alerts before it is announced.');
    case 'groupIntervalMs':
      return t('routes.form.groupInterval', 'The least time between two announcements of one incident.');
    case 'repeatIntervalMs':
      return t('routes.form.repeatInterval', 'How long until an unchanged incident is announced again.');
    default:
      return field satisfies never;
  }
}
