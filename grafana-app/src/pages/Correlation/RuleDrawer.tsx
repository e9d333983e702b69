import React, { useState } from 'react';
import { t } from '@grafana/i18n';
import { Button, Combobox, Drawer, Field, Input, RadioButtonGroup, Stack, Switch, TagsInput } from '@grafana/ui';
import type { CorrelationMode, CorrelationRuleInput, CorrelationRuleRowFragment } from '../../api/generated/graphql';
import { Failure } from '../../components/Failure/Failure';
import { MatcherFields } from '../../components/MatcherInput/MatcherFields';
import { Section } from '../../components/Section/Section';
import { hopsWords } from '../../words/correlation';
import type { MatcherWords } from '../../words/quiet';
import { toInput, useSaveCorrelationRule } from './useCorrelationRules';
import { RuleTrial } from './RuleTrial';

const longestWindow = 10_080;
const mostHops = [0, 1, 2, 3, 4, 5, 6];

/** A rule as the form has it; numbers may be half typed. */
interface RuleForm extends Omit<CorrelationRuleInput, 'windowMinutes' | 'mostIncidents' | 'matchers' | 'labels'> {
  windowMinutes: string;
  mostIncidents: string;
  labels: string[];
  matchers: MatcherWords[];
}

interface Props {
  before: CorrelationRuleRowFragment | undefined;
  onClose(): void;
}

/** Makes or changes a rule, and shows what it would have joined while it is being written. */
export function RuleDrawer({ before, onClose }: Props) {
  const [form, setForm] = useState<RuleForm>(() => formOf(before));
  const save = useSaveCorrelationRule(before?.id);
  const set = (change: Partial<RuleForm>) => setForm({ ...form, ...change });
  const problems = problemsOf(form);
  const isWrong = Object.values(problems).some((problem) => problem !== undefined);
  const input = readForm(form);
  const matchersLabel = t('correlation.form.matchers', 'For incidents with these labels');
  return (
    <Drawer
      size="md"
      title={before ? t('correlation.change', 'Change the rule') : t('correlation.new', 'New rule')}
      onClose={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(input, { onSuccess: onClose });
        }}
      >
        <Stack direction="column" gap={2}>
          <Field noMargin required label={t('correlation.form.name', 'Name')}>
            <Input
              id="correlation-name"
              value={form.name}
              maxLength={100}
              onChange={({ currentTarget }) => set({ name: currentTarget.value })}
            />
          </Field>
          <Field
            noMargin
            label={t('correlation.form.window', 'Within so many minutes')}
            description={t(
              'correlation.form.windowHelp',
              'Between the opening of the younger and when the older was opened or last joined by an alert.'
            )}
            invalid={problems.window !== undefined}
            error={problems.window}
          >
            <Input
              id="correlation-window"
              type="number"
              min={1}
              max={longestWindow}
              width={16}
              value={form.windowMinutes}
              onChange={({ currentTarget }) => set({ windowMinutes: currentTarget.value })}
            />
          </Field>
          <Field
            noMargin
            label={t('correlation.form.labels', 'These labels are the same')}
            description={t(
              'correlation.form.labelsHelp',
              'Both incidents must have them. None means that no label is asked.'
            )}
            invalid={problems.everything !== undefined}
            error={problems.everything}
          >
            <TagsInput
              tags={form.labels}
              onChange={(labels) => set({ labels })}
              placeholder={t('correlation.form.labelsAdd', 'Label, then Enter')}
            />
          </Field>
          <Field
            noMargin
            label={t('correlation.form.hops', 'Distance of their resources in the lineage')}
            description={t(
              'correlation.form.hopsHelp',
              'Every kind of relation between resources counts, in both directions.'
            )}
          >
            <Combobox
              width={30}
              value={form.mostHops ?? -1}
              options={[
                { value: -1, label: t('correlation.form.hopsNone', 'Not asked') },
                ...mostHops.map((hops) => ({
                  value: hops,
                  label:
                    hops === 0 ? hopsWords(0) : t('correlation.form.upTo', 'up to {{hops}}', { hops: hopsWords(hops) }),
                })),
              ]}
              onChange={({ value }) => set({ mostHops: value < 0 ? null : value })}
            />
          </Field>
          <Field
            noMargin
            label={matchersLabel}
            description={t('correlation.form.matchersHelp', 'None means every incident.')}
          >
            <MatcherFields label={matchersLabel} matchers={form.matchers} onChange={(matchers) => set({ matchers })} />
          </Field>
          <Field noMargin label={t('correlation.form.mode', 'When it holds')}>
            <RadioButtonGroup<CorrelationMode>
              value={form.mode}
              options={[
                {
                  value: 'SUGGEST',
                  label: t('correlation.form.suggest', 'Suggest'),
                  description: t('correlation.form.suggestHelp', 'A person is asked, on both incidents.'),
                },
                {
                  value: 'MERGE',
                  label: t('correlation.form.merge', 'Merge'),
                  description: t('correlation.form.mergeHelp', 'The younger is merged into the older. Can be undone.'),
                },
              ]}
              onChange={(mode) => set({ mode })}
            />
          </Field>
          <Field
            noMargin
            label={t('correlation.form.most', 'At most so many incidents become one')}
            invalid={problems.most !== undefined}
            error={problems.most}
          >
            <Input
              id="correlation-most"
              type="number"
              min={2}
              max={100}
              width={16}
              value={form.mostIncidents}
              onChange={({ currentTarget }) => set({ mostIncidents: currentTarget.value })}
            />
          </Field>
          <Field noMargin label={t('correlation.form.enabled', 'In use')}>
            <Switch
              value={form.enabled ?? true}
              onChange={({ currentTarget }) => set({ enabled: currentTarget.checked })}
            />
          </Field>
          <Section title={t('correlation.trial.title', 'What it would have joined')}>
            <RuleTrial rule={input} isWrong={isWrong} />
          </Section>
          {save.error ? <Failure error={save.error} /> : null}
          <Stack>
            <Button type="submit" disabled={save.isPending || isWrong || form.name.trim() === ''}>
              {t('correlation.form.save', 'Save')}
            </Button>
            <Button type="button" variant="secondary" onClick={onClose}>
              {t('correlation.form.cancel', 'Cancel')}
            </Button>
          </Stack>
        </Stack>
      </form>
    </Drawer>
  );
}

function formOf(before: CorrelationRuleRowFragment | undefined): RuleForm {
  if (before === undefined) {
    const asked = { windowMinutes: '15', mostIncidents: '20', labels: [], mostHops: 2, matchers: [] };
    return { name: '', enabled: true, mode: 'SUGGEST', ...asked };
  }
  const { windowMinutes, mostIncidents, ...rest } = toInput(before);
  return {
    ...rest,
    windowMinutes: String(windowMinutes),
    mostIncidents: String(mostIncidents),
    labels: before.labels,
    matchers: before.matchers.map(({ name, operator, value }) => ({ name, operator, value })),
  };
}

function readForm({ windowMinutes, mostIncidents, matchers, ...form }: RuleForm): CorrelationRuleInput {
  return {
    ...form,
    windowMinutes: Number(windowMinutes),
    mostIncidents: Number(mostIncidents),
    matchers: matchers.filter(({ name }) => name.trim() !== ''),
  };
}

/** What is wrong with the form, field by field; the platform checks again. */
function problemsOf({ windowMinutes, mostIncidents, labels, mostHops }: RuleForm) {
  return {
    window: isWithin(windowMinutes, 1, longestWindow)
      ? undefined
      : t('correlation.form.windowRange', 'A whole number from 1 to 10,080, which is a week.'),
    most: isWithin(mostIncidents, 2, 100)
      ? undefined
      : t('correlation.form.mostRange', 'A whole number from 2 to 100.'),
    everything:
      labels.length > 0 || mostHops != null
        ? undefined
        : t(
            'correlation.form.everything',
            'Name a label or ask the lineage: a rule with neither would join everything.'
          ),
  };
}

function isWithin(text: string, least: number, most: number): boolean {
  const value = Number(text);
  return text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most;
}
