import React, { type FormEvent, useState } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, Drawer, Field, Icon, Input, LinkButton, Stack, useStyles2 } from '@grafana/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  CreateIntegrationDocument,
  type IntegrationSource,
  type IssuedPartsFragment,
} from '../../api/generated/graphql';
import { Failure } from '../../components/Failure/Failure';
import { paths } from '../../routing/paths';
import { integrationSources, sourceLook } from '../../words/integrations';
import { plain } from '../../words/plain';
import { TokenShown } from './TokenShown';

/** Makes an integration in two steps: which format and which name, then the token with what is pasted into the sender. */
export function CreateIntegration({ onClose }: { onClose(): void }) {
  const [issued, setIssued] = useState<IssuedPartsFragment>();
  const title = issued
    ? t('createIntegration.done', '{{name}} is ready', { ...plain, name: issued.integration.name })
    : t('createIntegration.title', 'New integration');
  return (
    <Drawer title={title} onClose={onClose} size="md">
      {issued ? <Done issued={issued} onClose={onClose} /> : <Form onIssued={setIssued} onClose={onClose} />}
    </Drawer>
  );
}

function Form({ onIssued, onClose }: { onIssued(issued: IssuedPartsFragment): void; onClose(): void }) {
  const styles = useStyles2(getStyles);
  const queryClient = useQueryClient();
  const [source, setSource] = useState<IntegrationSource>('ALERTMANAGER');
  const [name, setName] = useState('');
  const [interval, setInterval] = useState('60');
  const [grace, setGrace] = useState('60');
  const isHeartbeat = source === 'HEARTBEAT';
  const create = useMutation({
    mutationFn: async () =>
      (
        await ask(CreateIntegrationDocument, {
          input: {
            source,
            name: name.trim(),
            ...(isHeartbeat && { heartbeat: { intervalSeconds: Number(interval), graceSeconds: Number(grace) } }),
          },
        })
      ).data.createIntegration,
    onSuccess: (made) => {
      void queryClient.invalidateQueries({ queryKey: ['integrations'] });
      onIssued(made);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && !create.isPending) {
      create.mutate();
    }
  };
  return (
    <form onSubmit={submit}>
      {create.error ? <Failure error={create.error} /> : null}
      <Field
        label={t('createIntegration.name', 'Name')}
        description={t('createIntegration.nameAbout', 'What people call the sender, e.g. “Prometheus, production”.')}
      >
        <Input
          id="integration-name"
          autoFocus
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </Field>
      <fieldset className={styles.sources}>
        <legend className={styles.legend}>{t('createIntegration.source', 'What sends the alerts?')}</legend>
        {integrationSources.map((each) => {
          const look = sourceLook(each);
          return (
            <label key={each} className={cx(styles.source, each === source && styles.chosen)}>
              <input
                type="radio"
                name="source"
                className={styles.radio}
                checked={each === source}
                onChange={() => setSource(each)}
              />
              <Icon name={look.icon} size="lg" />
              <span>
                <span className={styles.sourceName}>{look.text}</span>
                <span className={styles.about}>{look.about}</span>
              </span>
            </label>
          );
        })}
      </fieldset>
      {isHeartbeat && (
        <Stack gap={2} wrap="wrap">
          <Field label={t('createIntegration.interval', 'A beat every … seconds')}>
            <Input
              id="heartbeat-interval"
              type="number"
              min={10}
              width={20}
              value={interval}
              onChange={(event) => setInterval(event.currentTarget.value)}
            />
          </Field>
          <Field label={t('createIntegration.grace', 'May be late by … seconds')}>
            <Input
              id="heartbeat-grace"
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
          disabled={name.trim() === '' || create.isPending}
          icon={create.isPending ? 'spinner' : undefined}
        >
          <Trans i18nKey="createIntegration.submit">Create</Trans>
        </Button>
        <Button type="button" variant="secondary" fill="outline" onClick={onClose}>
          <Trans i18nKey="createIntegration.cancel">Cancel</Trans>
        </Button>
      </Stack>
    </form>
  );
}

function Done({ issued, onClose }: { issued: IssuedPartsFragment; onClose(): void }) {
  return (
    <>
      <TokenShown issued={issued} />
      <Stack gap={1}>
        <LinkButton href={paths.integration(issued.integration.id)}>
          <Trans i18nKey="createIntegration.open">Open the integration</Trans>
        </LinkButton>
        <Button variant="secondary" fill="outline" onClick={onClose}>
          <Trans i18nKey="createIntegration.close">Close</Trans>
        </Button>
      </Stack>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  sources: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(240px, 1fr))',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(2),
  }),
  legend: css({
    ...theme.typography.body,
    fontWeight: theme.typography.fontWeightMedium,
    margin: theme.spacing(0, 0, 1),
    border: 0,
  }),
  source: css({
    position: 'relative',
    display: 'flex',
    gap: theme.spacing(1.5),
    alignItems: 'flex-start',
    padding: theme.spacing(1, 1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    cursor: 'pointer',
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-within': { outline: `2px solid ${theme.colors.primary.main}` },
  }),
  chosen: css({ borderColor: theme.colors.primary.border, background: theme.colors.action.selected }),
  radio: css({ position: 'absolute', opacity: 0 }),
  sourceName: css({ display: 'block', fontWeight: theme.typography.fontWeightMedium }),
  about: css({ display: 'block', color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
