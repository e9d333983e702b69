import React, { useState } from 'react';
import { t } from '@grafana/i18n';
import { Badge, Button, Drawer, Field, Input, Stack, Switch, TagsInput } from '@grafana/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  CreateInhibitionRuleDocument,
  DeleteInhibitionRuleDocument,
  type InhibitionRowFragment,
  type InhibitionRuleInput,
  InhibitionRulesDocument,
  UpdateInhibitionRuleDocument,
} from '../../api/generated/graphql';
import { PAGE_SIZE, toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';
import { usePermission } from '../../api/useViewer';
import { Failure } from '../../components/Failure/Failure';
import { MatcherFields } from '../../components/MatcherInput/MatcherFields';
import { Quiet } from '../../components/Section/Section';
import { plain } from '../../words/plain';
import type { MatcherWords } from '../../words/quiet';
import { Matchers } from './Matchers';
import { QuietCard } from './QuietCard';
import { CardVerbs, QuietList } from './QuietList';

/** The inhibition rules, each with what it inhibits now. */
export function Inhibition() {
  const [editing, setEditing] = useState<InhibitionRowFragment | 'new'>();
  const may = usePermission('quiet:manage') === true;
  const queryClient = useQueryClient();
  const list = usePaged<InhibitionRowFragment>(['inhibitionRules', 'all'], async (after, signal) => {
    const answer = await ask(InhibitionRulesDocument, { first: PAGE_SIZE, after }, signal);
    return toPage(answer.data.inhibitionRules, answer);
  });
  const remove = useMutation({
    mutationFn: (id: string) => ask(DeleteInhibitionRuleDocument, { id }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['inhibitionRules'] }),
  });
  return (
    <>
      <QuietList
        list={list}
        help={t(
          'inhibition.help',
          'While a source alert fires, target alerts with the same values of the labels in common are quiet.'
        )}
        addText={t('inhibition.new', 'New rule')}
        mayAdd={may}
        onAdd={() => setEditing('new')}
        none={t('inhibition.none', 'No inhibition rules yet')}
        noneHelp={t(
          'inhibition.noneHelp',
          'For instance: while a cluster is down, the warnings of its services tell nothing new.'
        )}
        fault={remove.error}
        card={(rule) => (
          <QuietCard
            key={rule.id}
            title={rule.name}
            badge={
              rule.enabled ? (
                <Badge
                  color={rule.inhibitedCount > 0 ? 'orange' : 'blue'}
                  icon="bell-slash"
                  text={t('inhibition.now', '{{count}} inhibited now', { ...plain, count: rule.inhibitedCount })}
                />
              ) : (
                <Badge color="darkgrey" text={t('inhibition.off', 'Off')} />
              )
            }
            verbs={<CardVerbs may={may} edit={() => setEditing(rule)} remove={() => remove.mutate(rule.id)} />}
          >
            <Line text={t('inhibition.source', 'While this fires')} matchers={rule.sourceMatchers} />
            <Line text={t('inhibition.target', 'this is quiet')} matchers={rule.targetMatchers} />
            {rule.equal.length > 0 && (
              <Quiet>
                {t('inhibition.equal', 'where these are the same: {{labels}}', {
                  ...plain,
                  labels: rule.equal.join(', '),
                })}
              </Quiet>
            )}
            {rule.inhibited.map(({ alert, source }) => (
              <Quiet key={`${alert.id} ${source.id}`}>
                {t('inhibition.pair', '{{alert}} is inhibited by {{source}}', {
                  ...plain,
                  alert: alert.name,
                  source: source.name,
                })}
              </Quiet>
            ))}
          </QuietCard>
        )}
      />
      {editing !== undefined && (
        <RuleDrawer before={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
    </>
  );
}

function Line({ text, matchers }: { text: string; matchers: MatcherWords[] }) {
  return (
    <Stack gap={1} wrap="wrap" alignItems="center">
      <span>{text}</span>
      <Matchers matchers={matchers} />
    </Stack>
  );
}

/** A rule as the form has it. */
type RuleForm = {
  name: string;
  sourceMatchers: MatcherWords[];
  targetMatchers: MatcherWords[];
  equal: string[];
  enabled: boolean;
};

const anyMatcher: MatcherWords[] = [{ name: '', operator: 'EQUAL', value: '' }];

function RuleDrawer({ before, onClose }: { before: InhibitionRowFragment | undefined; onClose(): void }) {
  const [rule, setRule] = useState<RuleForm>(() => ({
    name: before?.name ?? '',
    sourceMatchers: before?.sourceMatchers.map(toWords) ?? anyMatcher,
    targetMatchers: before?.targetMatchers.map(toWords) ?? anyMatcher,
    equal: before?.equal ?? [],
    enabled: before?.enabled ?? true,
  }));
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: (input: InhibitionRuleInput): Promise<unknown> =>
      before
        ? ask(UpdateInhibitionRuleDocument, { id: before.id, input })
        : ask(CreateInhibitionRuleDocument, { input }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['inhibitionRules'] });
      onClose();
    },
  });
  const named = (matchers: MatcherWords[]) => matchers.filter(({ name }) => name.trim() !== '');
  const source = t('inhibition.form.source', 'While an alert with these labels fires');
  const target = t('inhibition.form.target', 'alerts with these labels are quiet');
  return (
    <Drawer
      size="md"
      title={before ? t('inhibition.edit', 'Change the rule') : t('inhibition.new', 'New rule')}
      onClose={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({
            ...rule,
            sourceMatchers: named(rule.sourceMatchers),
            targetMatchers: named(rule.targetMatchers),
          });
        }}
      >
        <Stack direction="column" gap={2}>
          <Field noMargin label={t('inhibition.form.name', 'Name')} required>
            <Input
              value={rule.name}
              onChange={({ currentTarget }) => setRule({ ...rule, name: currentTarget.value })}
            />
          </Field>
          <Field noMargin label={source}>
            <MatcherFields
              label={source}
              matchers={rule.sourceMatchers}
              onChange={(sourceMatchers) => setRule({ ...rule, sourceMatchers })}
            />
          </Field>
          <Field noMargin label={target}>
            <MatcherFields
              label={target}
              matchers={rule.targetMatchers}
              onChange={(targetMatchers) => setRule({ ...rule, targetMatchers })}
            />
          </Field>
          <Field
            noMargin
            label={t('inhibition.form.equal', 'if these labels have the same values')}
            description={t('inhibition.form.equalHelp', 'None means always. A label that both lack is the same.')}
          >
            <TagsInput
              tags={rule.equal}
              onChange={(equal) => setRule({ ...rule, equal })}
              placeholder={t('inhibition.form.equalAdd', 'Label, then Enter')}
            />
          </Field>
          <Field noMargin label={t('inhibition.form.enabled', 'On')}>
            <Switch
              value={rule.enabled}
              onChange={({ currentTarget }) => setRule({ ...rule, enabled: currentTarget.checked })}
            />
          </Field>
          {save.error ? <Failure error={save.error} /> : null}
          <Stack>
            <Button
              type="submit"
              disabled={
                save.isPending ||
                rule.name.trim() === '' ||
                named(rule.sourceMatchers).length * named(rule.targetMatchers).length === 0
              }
            >
              {t('silences.form.save', 'Save')}
            </Button>
            <Button type="button" variant="secondary" onClick={onClose}>
              {t('silences.form.cancel', 'Cancel')}
            </Button>
          </Stack>
        </Stack>
      </form>
    </Drawer>
  );
}

function toWords({
  name,
  operator,
  value,
}: {
  name: string;
  operator: MatcherWords['operator'];
  value: string;
}): MatcherWords {
  return { name, operator, value };
}
