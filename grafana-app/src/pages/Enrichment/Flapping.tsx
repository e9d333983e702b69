import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, Field, Input, Switch, useStyles2 } from '@grafana/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { FlapPolicyDocument, type FlapPolicyInput, UpdateFlapPolicyDocument } from '../../api/generated/graphql';
import { Failure } from '../../components/Failure/Failure';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { enrichmentKey } from './useEnrichment';

const flapKey = [...enrichmentKey, 'flapping'];

/** When an alert that comes and goes is held. */
export function Flapping({ mayManage }: { mayManage: boolean }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: flapKey,
    queryFn: async ({ signal }) => (await ask(FlapPolicyDocument, {}, signal)).data.flapPolicy,
  });
  if (isPending) {
    return <Skeleton rows={3} />;
  }
  return data === undefined ? (
    <Failure error={error} retry={() => void refetch()} />
  ) : (
    <Settings key={JSON.stringify(data)} live={data} mayManage={mayManage} />
  );
}

function Settings({ live, mayManage }: { live: FlapPolicyInput; mayManage: boolean }) {
  const styles = useStyles2(getStyles);
  const { enabled, changes, windowMinutes } = live;
  const [policy, setPolicy] = useState<FlapPolicyInput>({ enabled, changes, windowMinutes });
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () => ask(UpdateFlapPolicyDocument, { input: policy }),
    onSuccess: () => client.invalidateQueries({ queryKey: flapKey }),
  });
  const number = (text: string) => (text === '' ? 0 : Math.trunc(Number(text)));
  const fewest = policy.changes < 3 || policy.changes > 50;
  const shortest = policy.windowMinutes < 1 || policy.windowMinutes > 1440;
  const changed = JSON.stringify(policy) !== JSON.stringify({ enabled, changes, windowMinutes });
  return (
    <div className={styles.page}>
      <p className={styles.muted}>
        <Trans i18nKey="enrichment.flapping.help">
          An alert that comes and goes is held: its incident stays open and quiet about each change until the alert has
          kept its state for the whole window.
        </Trans>
      </p>
      <Field label={t('enrichment.flapping.enabled', 'Hold alerts that flap')} disabled={!mayManage}>
        <Switch
          id="flapping-enabled"
          value={policy.enabled}
          onChange={({ currentTarget }) => setPolicy({ ...policy, enabled: currentTarget.checked })}
        />
      </Field>
      <Field
        label={t('enrichment.flapping.changes', 'Changes of state')}
        disabled={!mayManage || !policy.enabled}
        invalid={fewest}
        error={fewest ? t('enrichment.flapping.changesRange', 'From 3 to 50') : undefined}
      >
        <Input
          id="flapping-changes"
          type="number"
          width={12}
          value={policy.changes}
          onChange={({ currentTarget }) => setPolicy({ ...policy, changes: number(currentTarget.value) })}
        />
      </Field>
      <Field
        label={t('enrichment.flapping.window', 'Within')}
        disabled={!mayManage || !policy.enabled}
        invalid={shortest}
        error={shortest ? t('enrichment.flapping.windowRange', 'From a minute to a day') : undefined}
      >
        <Input
          id="flapping-window"
          type="number"
          width={16}
          suffix={t('enrichment.flapping.minutes', 'minutes')}
          value={policy.windowMinutes}
          onChange={({ currentTarget }) => setPolicy({ ...policy, windowMinutes: number(currentTarget.value) })}
        />
      </Field>
      {save.error !== null && <Failure error={save.error} />}
      {mayManage && (
        <Button disabled={!changed || fewest || shortest || save.isPending} onClick={() => save.mutate()}>
          <Trans i18nKey="enrichment.rules.save">Save</Trans>
        </Button>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ paddingTop: theme.spacing(2), maxWidth: 640 }),
  muted: css({ color: theme.colors.text.secondary }),
});
