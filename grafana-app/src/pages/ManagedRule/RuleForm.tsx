import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, Field, Input, LinkButton, Switch, TextArea, useStyles2 } from '@grafana/ui';
import { useNavigate } from 'react-router-dom';
import type { RuleTemplatesQuery } from '../../api/generated/graphql';
import { availability, useReasonAgainst } from '../../api/useReasonAgainst';
import { FormFailure } from '../../components/Failure/FormFailure';
import { TextPairs } from '../../components/TextPairs/TextPairs';
import { useLeaveGuard } from '../../drafts/useLeaveGuard';
import { paths } from '../../routing/paths';
import { templateWords } from '../../words/ruleTemplates';
import { useManagedRuleActions } from '../ManagedRules/useManagedRules';
import { ParameterFields } from './ParameterFields';
import type { Parameter } from './readParameters';
import { type RuleDraft, readDraft } from './ruleDraft';
import { RulePreview } from './RulePreview';

interface Props {
  /** The rule that is edited; a new one without it. */
  id?: string;
  initial: RuleDraft;
  template: RuleTemplatesQuery['ruleTemplates'][number] | null;
  parameters: Parameter[];
}

/** A rule with what it would be served as beside it. */
export function RuleForm({ id, initial, template, parameters }: Props) {
  const styles = useStyles2(getStyles);
  const navigate = useNavigate();
  const reason = useReasonAgainst()('rules:manage');
  const { save } = useManagedRuleActions();
  const [began] = useState(initial);
  const [draft, setDraft] = useState(began);
  const guard = useLeaveGuard({ isChanged: draft !== began });
  const set = (change: Partial<RuleDraft>) => setDraft((now) => ({ ...now, ...change }));
  const input = readDraft(draft, parameters);
  return (
    <div className={styles.columns}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(
            { id, input },
            {
              onSuccess: () => {
                guard.free();
                navigate(paths.managedRules);
              },
            }
          );
        }}
      >
        {template && <p className={styles.about}>{templateWords(template).description}</p>}
        <FormFailure error={save.error} />
        {template ? (
          <ParameterFields
            parameters={parameters}
            values={draft.parameters}
            onChange={(values) => set({ parameters: values })}
          />
        ) : (
          <>
            <Field label={t('managedRule.query', 'Expression (PromQL)')} htmlFor="rule-query">
              <TextArea
                id="rule-query"
                rows={4}
                spellCheck={false}
                className={styles.code}
                placeholder='up{job="node"} == 0'
                value={draft.query}
                onChange={(event) => set({ query: event.currentTarget.value })}
              />
            </Field>
            <Field label={t('managedRule.for', 'Must hold for')} htmlFor="rule-for">
              <Input
                id="rule-for"
                width={16}
                value={draft.for}
                onChange={(event) => set({ for: event.currentTarget.value })}
              />
            </Field>
          </>
        )}
        <Field
          label={t('managedRule.keepFiring', 'Fires on for')}
          description={t('managedRule.keepFiringHelp', 'After its condition has ended; empty for not at all.')}
          htmlFor="rule-keep"
        >
          <Input
            id="rule-keep"
            width={16}
            placeholder="5m"
            value={draft.keepFiringFor}
            onChange={(event) => set({ keepFiringFor: event.currentTarget.value })}
          />
        </Field>
        <div className={styles.pair}>
          <Field label={t('managedRule.name', 'Name of the alert')} htmlFor="rule-name">
            <Input
              id="rule-name"
              maxLength={200}
              value={draft.name}
              onChange={(event) => set({ name: event.currentTarget.value })}
            />
          </Field>
          <Field label={t('managedRule.group', 'Group')} htmlFor="rule-group">
            <Input
              id="rule-group"
              maxLength={200}
              value={draft.group}
              onChange={(event) => set({ group: event.currentTarget.value })}
            />
          </Field>
        </div>
        <Field label={t('managedRule.labels', 'Labels')}>
          <TextPairs
            label={t('managedRule.labels', 'Labels')}
            pairs={draft.labels}
            onChange={(labels) => set({ labels })}
          />
        </Field>
        <Field
          label={t('managedRule.annotations', 'Annotations')}
          description={
            template
              ? t('managedRule.annotationsHelp', 'In the place of what the template says; empty for its own words.')
              : undefined
          }
        >
          <TextPairs
            label={t('managedRule.annotations', 'Annotations')}
            pairs={draft.annotations}
            onChange={(annotations) => set({ annotations })}
          />
        </Field>
        <Field
          label={t('managedRule.enabled', 'Switched on')}
          description={t('managedRule.enabledHelp', 'Only then it is served and pushed.')}
          htmlFor="rule-enabled"
        >
          <Switch
            id="rule-enabled"
            value={draft.enabled}
            onChange={(event) => set({ enabled: event.currentTarget.checked })}
          />
        </Field>
        <div className={styles.buttons}>
          <Button type="submit" icon={save.isPending ? 'spinner' : undefined} {...availability(save.isPending, reason)}>
            <Trans i18nKey="managedRule.save">Save</Trans>
          </Button>
          <LinkButton variant="secondary" fill="outline" href={paths.managedRules}>
            <Trans i18nKey="managedRule.cancel">Cancel</Trans>
          </LinkButton>
        </div>
      </form>
      {guard.prompt}
      <div className={styles.preview}>
        <RulePreview input={input} />
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  columns: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2, 4) }),
  form: css({ flex: '1 1 420px', minWidth: 0, maxWidth: 720 }),
  preview: css({ flex: '1 1 380px', minWidth: 0 }),
  about: css({ color: theme.colors.text.secondary }),
  code: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize }),
  pair: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(180px, 100%), 1fr))',
    gap: theme.spacing(0, 2),
  }),
  buttons: css({ display: 'flex', gap: theme.spacing(1) }),
});
