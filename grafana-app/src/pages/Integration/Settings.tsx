import React, { type FormEvent, useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, Drawer, Field, Input, Stack, Switch, TagsInput, TextArea, useStyles2 } from '@grafana/ui';
import type { IntegrationChange, IntegrationPartsFragment } from '../../api/generated/graphql';
import { usePermission } from '../../api/useViewer';
import { Failure } from '../../components/Failure/Failure';
import { Labels } from '../../components/Labels/Labels';
import { Section } from '../../components/Section/Section';
import { addressWords, Snippet } from '../Integrations/TokenShown';
import { readLabels, writeLabels } from './labelText';
import { sayDone, useIntegrationActions } from './useIntegration';

/** What people decided of it, and where its senders send to. */
export function Settings({ integration }: { integration: IntegrationPartsFragment }) {
  const styles = useStyles2(getStyles);
  const [editing, setEditing] = useState(false);
  const mayManage = usePermission('integrations:manage');
  const { labels, fingerprintLabels, rateLimit, signed, createdAt, addresses, archivedAt } = integration;
  const edit = mayManage === true && !archivedAt && (
    <Button size="sm" variant="secondary" icon="pen" onClick={() => setEditing(true)}>
      <Trans i18nKey="integrationSettings.edit">Edit</Trans>
    </Button>
  );
  const none = t('integrationSettings.none', 'none');
  return (
    <Section title={t('integrationSettings.title', 'Settings')} aside={edit}>
      {addresses.map(({ purpose, url }) => (
        <Snippet key={purpose} title={addressWords(purpose)} text={url} />
      ))}
      <dl className={styles.list}>
        <dt>{t('integrationSettings.labels', 'Labels it adds')}</dt>
        <dd>{Object.keys(labels).length > 0 ? <Labels labels={labels} /> : none}</dd>
        <dt>{t('integrationSettings.fingerprint', 'Same alert by')}</dt>
        <dd>
          {fingerprintLabels.length > 0
            ? fingerprintLabels.join(', ')
            : t('integrationSettings.allLabels', 'all labels')}
        </dd>
        <dt>{t('integrationSettings.rateLimit', 'Limit')}</dt>
        <dd>
          {rateLimit == null
            ? none
            : t('integrationSettings.perMinute', '{{limit}} alerts a minute', { limit: rateLimit.toLocaleString() })}
        </dd>
        <dt>{t('integrationSettings.secret', 'Signing secret')}</dt>
        <dd>{signed ? t('integrationSettings.kept', 'kept') : none}</dd>
        <dt>{t('integrationSettings.created', 'Created')}</dt>
        <dd>{dateTimeFormat(createdAt)}</dd>
      </dl>
      {editing && <EditDrawer integration={integration} onClose={() => setEditing(false)} />}
    </Section>
  );
}

function EditDrawer({ integration, onClose }: { integration: IntegrationPartsFragment; onClose(): void }) {
  const { update } = useIntegrationActions(integration);
  const { heartbeat } = integration;
  const [name, setName] = useState(integration.name);
  const [labelText, setLabelText] = useState(writeLabels(integration.labels));
  const [fingerprintLabels, setFingerprintLabels] = useState(integration.fingerprintLabels);
  const [rateLimit, setRateLimit] = useState(integration.rateLimit?.toString() ?? '');
  const [secret, setSecret] = useState('');
  const [beats, setBeats] = useState(heartbeat !== null && heartbeat !== undefined);
  const [interval, setInterval] = useState(String(heartbeat?.intervalSeconds ?? 60));
  const [grace, setGrace] = useState(String(heartbeat?.graceSeconds ?? 60));
  const labels = readLabels(labelText);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (labels === null) {
      return;
    }
    const input: IntegrationChange = {
      name: name.trim(),
      labels,
      fingerprintLabels,
      rateLimit: rateLimit === '' ? null : Number(rateLimit),
      heartbeat: beats
        ? { intervalSeconds: Number(interval), graceSeconds: Number(grace), severity: heartbeat?.severity }
        : null,
      ...(secret !== '' && { secret }),
    };
    update.mutate(input, {
      onSuccess: () => {
        sayDone(t('integrationSettings.saved', 'Saved. Senders are judged by it within ten seconds.'));
        onClose();
      },
    });
  };
  return (
    <Drawer title={t('integrationSettings.editTitle', 'Edit the integration')} onClose={onClose} size="md">
      <form onSubmit={submit}>
        {update.error ? <Failure error={update.error} /> : null}
        <Field label={t('integrationSettings.name', 'Name')}>
          <Input
            id="settings-name"
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </Field>
        <Field
          label={t('integrationSettings.labels', 'Labels it adds')}
          description={t(
            'integrationSettings.labelsAbout',
            'One a line, as name=value. An alert that brings the label keeps its own.'
          )}
          invalid={labels === null}
          error={t('integrationSettings.labelsWrong', 'Every line must read name=value')}
        >
          <TextArea
            id="settings-labels"
            rows={3}
            value={labelText}
            onChange={(event) => setLabelText(event.currentTarget.value)}
          />
        </Field>
        <Field
          label={t('integrationSettings.fingerprint', 'Same alert by')}
          description={t(
            'integrationSettings.fingerprintAbout',
            'Labels that say which alert is the same alert. Without any, all of them do.'
          )}
        >
          <TagsInput
            id="settings-fingerprint"
            tags={fingerprintLabels}
            onChange={setFingerprintLabels}
            placeholder={t('integrationSettings.addLabel', 'Name of a label')}
          />
        </Field>
        <Field
          label={t('integrationSettings.rateLimit', 'Limit')}
          description={t(
            'integrationSettings.rateLimitAbout',
            'Alerts a minute; what comes beyond is refused with the time to wait, and counted. Empty for none.'
          )}
        >
          <Input
            id="settings-rate"
            type="number"
            min={1}
            width={20}
            value={rateLimit}
            onChange={(event) => setRateLimit(event.currentTarget.value)}
          />
        </Field>
        <Field
          label={t('integrationSettings.secret', 'Signing secret')}
          description={t(
            'integrationSettings.secretAbout',
            'What the sender signs with, where its format has signatures. Empty leaves it as it is.'
          )}
        >
          <Input
            id="settings-secret"
            type="password"
            autoComplete="new-password"
            value={secret}
            onChange={(event) => setSecret(event.currentTarget.value)}
          />
        </Field>
        <Field
          label={t('integrationSettings.heartbeat', 'Expect a heartbeat')}
          description={t(
            'integrationSettings.heartbeatAbout',
            'An alert fires when the sender has not called the heartbeat address for this long.'
          )}
        >
          <Switch id="settings-heartbeat" value={beats} onChange={(event) => setBeats(event.currentTarget.checked)} />
        </Field>
        {beats && (
          <Stack gap={2} wrap="wrap">
            <Field label={t('createIntegration.interval', 'A beat every … seconds')}>
              <Input
                id="settings-interval"
                type="number"
                min={10}
                width={20}
                value={interval}
                onChange={(event) => setInterval(event.currentTarget.value)}
              />
            </Field>
            <Field label={t('createIntegration.grace', 'May be late by … seconds')}>
              <Input
                id="settings-grace"
                type="number"
                min={0}
                width={20}
                value={grace}
                onChange={(event) => setGrace(event.currentTarget.value)}
              />
            </Field>
          </Stack>
        )}
        <Stack gap={1}>
          <Button
            type="submit"
            disabled={update.isPending || labels === null || name.trim() === ''}
            icon={update.isPending ? 'spinner' : undefined}
          >
            <Trans i18nKey="integrationSettings.save">Save</Trans>
          </Button>
          <Button type="button" variant="secondary" fill="outline" onClick={onClose}>
            <Trans i18nKey="integration.cancel">Cancel</Trans>
          </Button>
        </Stack>
      </form>
    </Drawer>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: theme.spacing(0.75, 2),
    margin: 0,
    '& dt': { color: theme.colors.text.secondary, fontWeight: 'normal' },
    '& dd': { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
  }),
});
