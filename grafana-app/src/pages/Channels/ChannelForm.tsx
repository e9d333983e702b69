import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, Field, Input, Stack } from '@grafana/ui';
import type { ChannelSettingsQuery } from '../../api/generated/graphql';
import { asRecord } from '../../api/errors';
import { Failure } from '../../components/Failure/Failure';
import { Quiet } from '../../components/Section/Section';
import { plain } from '../../words/plain';
import { ChannelField } from './ChannelField';
import { checkSettings, type Problems, readProblems } from './checkSettings';
import { type Kind, type Saved, type Settings, useSaveChannel } from './useChannels';

const mostPerMinute = 6_000;

interface Props {
  kind: Kind;
  before: NonNullable<ChannelSettingsQuery['channel']> | undefined;
  /** Back to the kinds; undefined where the kind cannot be changed. */
  onBack: (() => void) | undefined;
  onSaved(saved: Saved): void;
  onClose(): void;
}

/** The form of a kind, as the platform describes it. Secrets that are kept are not shown; those that are not touched stay. */
export function ChannelForm({ kind, before, onBack, onSaved, onClose }: Props) {
  const [name, setName] = useState(before?.name ?? '');
  const [rate, setRate] = useState(before?.ratePerMinute == null ? '' : String(before.ratePerMinute));
  const [values, setValues] = useState<Record<string, string>>(() => valuesOf(kind, before));
  const [kept, setKept] = useState<readonly string[]>(before?.secretsKept ?? []);
  const [isTried, setTried] = useState(false);
  const save = useSaveChannel(before?.id, kind.kind);

  const here: Problems = {
    ...checkSettings(kind.fields, values, kept),
    name: name.trim() === '' ? t('channelForm.needed', 'This is needed.') : undefined,
    ratePerMinute: isRate(rate)
      ? undefined
      : t('channelForm.range', 'A whole number from {{minimum}} to {{maximum}}.', {
          ...plain,
          minimum: 1,
          maximum: mostPerMinute,
        }),
  };
  const isWrong = Object.values(here).some((problem) => problem !== undefined);
  const names = ['name', 'ratePerMinute', ...kind.fields.map((field) => field.name)];
  const there = readProblems(save.error, names);
  const problems: Problems = Object.fromEntries(
    names.map((each) => [each, (isTried ? here[each] : undefined) ?? there[each]])
  );
  const isNamed = Object.keys(there).length > 0;

  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isWrong && !save.isPending) {
      const settings = settingsOf(kind, values, before, kept);
      const ratePerMinute = rate.trim() === '' ? null : Number(rate);
      save.mutate({ name: name.trim(), settings, ratePerMinute }, { onSuccess: onSaved });
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack direction="column" gap={2}>
        <Quiet>{kind.help}</Quiet>
        {save.error && !isNamed ? <Failure error={save.error} /> : null}
        <Field
          noMargin
          required
          label={t('channelForm.name', 'Name')}
          htmlFor="channel-name"
          invalid={problems['name'] !== undefined}
          error={problems['name']}
        >
          <Input
            id="channel-name"
            value={name}
            maxLength={100}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
        </Field>
        {kind.fields.map((field) => (
          <ChannelField
            key={field.name}
            field={field}
            value={values[field.name] ?? ''}
            isKept={kept.includes(field.name)}
            problem={problems[field.name]}
            onChange={(value) => setValues({ ...values, [field.name]: value })}
            onReplace={() => setKept(kept.filter((other) => other !== field.name))}
          />
        ))}
        <Field
          noMargin
          label={t('channelForm.rate', 'At most so many a minute')}
          description={
            kind.ratePerMinute == null
              ? t('channelForm.rateNone', 'Empty: no limit.')
              : t('channelForm.rateUsual', 'Empty: {{rate}}, which the service takes.', {
                  ...plain,
                  rate: kind.ratePerMinute,
                })
          }
          htmlFor="channel-rate"
          invalid={problems['ratePerMinute'] !== undefined}
          error={problems['ratePerMinute']}
        >
          <Input
            id="channel-rate"
            type="number"
            width={16}
            value={rate}
            onChange={({ currentTarget }) => setRate(currentTarget.value)}
          />
        </Field>
        <Stack gap={1} wrap="wrap">
          <Button type="submit" disabled={save.isPending} icon={save.isPending ? 'spinner' : undefined}>
            <Trans i18nKey="channelForm.save">Save</Trans>
          </Button>
          {onBack && (
            <Button type="button" variant="secondary" fill="outline" onClick={onBack}>
              <Trans i18nKey="channelForm.back">Another kind</Trans>
            </Button>
          )}
          <Button type="button" variant="secondary" fill="outline" onClick={onClose}>
            <Trans i18nKey="channelForm.cancel">Cancel</Trans>
          </Button>
        </Stack>
      </Stack>
    </form>
  );
}

function isRate(text: string): boolean {
  const value = Number(text);
  return text.trim() === '' || (Number.isInteger(value) && value >= 1 && value <= mostPerMinute);
}

/** What the fields show at first: what is set, or what holds when nothing is. */
function valuesOf(kind: Kind, before: Props['before']): Record<string, string> {
  const settings = asRecord(before?.settings);
  return Object.fromEntries(
    kind.fields.map(({ name, schema, secret }) => {
      const value = secret ? undefined : (settings[name] ?? asRecord(schema)['default']);
      return [name, value === undefined || value === null ? '' : String(value)];
    })
  );
}

/** What is sent: what is filled in, and null for what was emptied. A secret that is kept and untouched is left out. */
function settingsOf(
  kind: Kind,
  values: Record<string, string>,
  before: Props['before'],
  kept: readonly string[]
): Settings {
  return Object.fromEntries(
    kind.fields.flatMap(({ name, secret, schema }): Array<[string, unknown]> => {
      const value = (values[name] ?? '').trim();
      if (value !== '') {
        const { type } = asRecord(schema);
        return [[name, type === 'integer' || type === 'number' ? Number(value) : value]];
      }
      const wasSet = secret ? before?.secretsKept.includes(name) : name in asRecord(before?.settings);
      return wasSet && !kept.includes(name) ? [[name, null]] : [];
    })
  );
}
