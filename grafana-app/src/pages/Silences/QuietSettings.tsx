import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, Field, InlineSwitch, Input, Stack, useStyles2 } from '@grafana/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { type QuietPolicyFieldsFragment, UpdateQuietPolicyDocument } from '../../api/generated/graphql';
import { usePermission } from '../../api/useViewer';
import { Failure } from '../../components/Failure/Failure';
import { MatcherFields } from '../../components/MatcherInput/MatcherFields';
import { Section } from '../../components/Section/Section';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { policyKey, useQuietPolicy } from './useQuietPolicy';

/** What the tenant wants of quiet: which silences wait for another person, when they say that they end, and what a resource that is down keeps quiet. */
export function QuietSettings() {
  const { data, error, isPending, refetch } = useQuietPolicy();
  if (isPending) {
    return <Skeleton rows={6} />;
  }
  return data ? <PolicyForm policy={data} /> : <Failure error={error} retry={() => void refetch()} />;
}

function PolicyForm({ policy }: { policy: QuietPolicyFieldsFragment }) {
  const styles = useStyles2(getStyles);
  const may = usePermission('quiet:manage') === true;
  const queryClient = useQueryClient();
  const [share, setShare] = useState(policy.approvalShare ?? null);
  const [count, setCount] = useState(policy.approvalCount ?? null);
  const [hops, setHops] = useState(policy.parentDownHops);
  const [lead, setLead] = useState(policy.endingLeadMinutes);
  const [matchers, setMatchers] = useState(policy.parentDownMatchers);
  const named = matchers.filter(({ name }) => name.trim() !== '');
  const save = useMutation({
    mutationFn: () =>
      ask(UpdateQuietPolicyDocument, {
        input: {
          approvalShare: share,
          approvalCount: count,
          parentDownHops: hops,
          endingLeadMinutes: lead,
          parentDownMatchers: named.map(({ name, operator, value }) => ({ name, operator, value })),
        },
      }),
    onSuccess: ({ data }) => queryClient.setQueryData(policyKey, data.updateQuietPolicy),
  });
  const edit =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      save.reset();
    };
  const down = t('quietPolicy.matchers', 'Alerts that say that their resource is down');
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {!may && <Alert severity="info" title={t('quietPolicy.notAllowed', 'This needs the permission quiet:manage.')} />}
      <fieldset disabled={!may} className={styles.fields}>
        <Section title={t('quietPolicy.approval', 'Approval of broad silences')}>
          <p className={styles.quiet}>
            {t(
              'quietPolicy.approvalHelp',
              'A silence above a limit mutes nothing until another person has approved it. What counts are the alerts of the last seven days that it would have muted; the share from 20 alerts on.'
            )}
          </p>
          <Limit
            id="approval-share"
            label={t('quietPolicy.share', 'By share of all alerts')}
            unit="%"
            most={100}
            usual={50}
            value={share === null ? null : Math.round(share * 1000) / 10}
            onChange={edit((value) => setShare(value === null ? null : value / 100))}
          />
          <Limit
            id="approval-count"
            label={t('quietPolicy.count', 'By number of alerts')}
            unit={t('quietPolicy.alerts', 'alerts')}
            most={1_000_000}
            usual={100}
            value={count}
            onChange={edit(setCount)}
          />
        </Section>
        <Section title={t('quietPolicy.parentDown', 'Below a resource that is down')}>
          <Field
            label={t('quietPolicy.hops', 'Steps below it')}
            description={t(
              'quietPolicy.hopsHelp',
              'So far down what it carries, alerts are quiet while it is down: 1 is what runs on it. 0 switches this off.'
            )}
          >
            <Input
              id="parent-hops"
              type="number"
              width={10}
              min={0}
              max={10}
              required
              value={hops}
              onChange={({ currentTarget }) => edit(setHops)(Math.round(Number(currentTarget.value)))}
            />
          </Field>
          {hops > 0 && (
            <Field noMargin label={down}>
              <MatcherFields label={down} matchers={matchers} onChange={edit(setMatchers)} />
            </Field>
          )}
        </Section>
        <Section title={t('quietPolicy.ending', 'Silences that end')}>
          <Field
            noMargin
            label={t('quietPolicy.endingLead', 'Say so before the end')}
            description={t(
              'quietPolicy.endingLeadHelp',
              'In the stories of the incidents that they keep quiet, and in the list. Silences of less than four times as long say nothing; 0 switches this off.'
            )}
          >
            <Input
              id="ending-lead"
              type="number"
              width={20}
              min={0}
              max={1_440}
              required
              suffix={t('quietPolicy.minutes', 'minutes')}
              value={lead}
              onChange={({ currentTarget }) => edit(setLead)(Math.round(Number(currentTarget.value)))}
            />
          </Field>
        </Section>
        {save.error ? <Failure error={save.error} /> : null}
        <Stack alignItems="center">
          <Button
            type="submit"
            icon={save.isPending ? 'spinner' : undefined}
            disabled={save.isPending || named.length === 0}
          >
            {t('silences.form.save', 'Save')}
          </Button>
          <span role="status">{save.isSuccess && <Trans i18nKey="quietPolicy.saved">Saved</Trans>}</span>
        </Stack>
      </fieldset>
    </form>
  );
}

interface LimitProps {
  id: string;
  label: string;
  unit: string;
  most: number;
  /** What it begins with when it is switched on. */
  usual: number;
  /** Null for no such limit. */
  value: number | null;
  onChange(value: number | null): void;
}

function Limit({ id, label, unit, most, usual, value, onChange }: LimitProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.limit}>
      <InlineSwitch
        id={`${id}-on`}
        label={label}
        showLabel
        transparent
        value={value !== null}
        onChange={({ currentTarget }) => onChange(currentTarget.checked ? usual : null)}
      />
      {value !== null && (
        <Input
          id={id}
          type="number"
          width={16}
          min={0}
          max={most}
          step="any"
          required
          aria-label={label}
          prefix={t('quietPolicy.above', 'above')}
          suffix={unit}
          value={value}
          onChange={({ currentTarget }) => onChange(Number(currentTarget.value))}
        />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ maxWidth: 720 }),
  fields: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(3) }),
  quiet: css({ color: theme.colors.text.secondary }),
  limit: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    minHeight: theme.spacing(5),
  }),
});
