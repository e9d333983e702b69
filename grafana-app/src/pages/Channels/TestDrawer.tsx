import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, Drawer, Field, Input, Stack } from '@grafana/ui';
import type { ChannelRowFragment } from '../../api/generated/graphql';
import { Failure } from '../../components/Failure/Failure';
import { Quiet } from '../../components/Section/Section';
import { outcomeWords } from '../../words/outcomes';
import { plain } from '../../words/plain';
import { readProblems } from './checkSettings';
import { type Kind, useTestChannel } from './useChannels';

interface Props {
  channel: ChannelRowFragment;
  kind: Kind | undefined;
  onClose(): void;
}

/** Sends a test through a channel, and says what came of it. */
export function TestDrawer({ channel, kind, onClose }: Props) {
  const [address, setAddress] = useState('');
  const test = useTestChannel(channel.id);
  const needsAddress = channel.place === null;
  const problem = readProblems(test.error, ['address'])['address'];
  return (
    <Drawer
      size="sm"
      title={t('channelTest.title', 'A test through {{name}}', { ...plain, name: channel.name })}
      onClose={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!test.isPending) {
            test.mutate(address.trim());
          }
        }}
      >
        <Stack direction="column" gap={2}>
          <Quiet>
            <Trans i18nKey="channelTest.help">
              The test is sent now, also when the channel is switched off. It is kept among the deliveries.
            </Trans>
          </Quiet>
          {kind?.address && (
            <Field
              noMargin
              required={needsAddress}
              label={kind.address.label}
              description={
                needsAddress
                  ? kind.address.help
                  : t('channelTest.toPlace', 'Empty: to {{place}}. {{help}}', {
                      ...plain,
                      place: channel.place ?? '',
                      help: kind.address.help,
                    })
              }
              htmlFor="channel-test-address"
              invalid={problem !== undefined}
              error={problem}
            >
              <Input
                id="channel-test-address"
                value={address}
                onChange={({ currentTarget }) => setAddress(currentTarget.value)}
              />
            </Field>
          )}
          {test.error && problem === undefined ? <Failure error={test.error} /> : null}
          {test.data && !test.isPending && <Result result={test.data} />}
          <Stack gap={1}>
            <Button
              type="submit"
              icon={test.isPending ? 'spinner' : 'message'}
              disabled={test.isPending || (needsAddress && address.trim() === '')}
            >
              {test.data ? t('channelTest.again', 'Send another') : t('channels.test', 'Send a test')}
            </Button>
            <Button type="button" variant="secondary" fill="outline" onClick={onClose}>
              <Trans i18nKey="channelTest.close">Close</Trans>
            </Button>
          </Stack>
        </Stack>
      </form>
    </Drawer>
  );
}

interface Outcome {
  outcome: string;
  httpStatus?: number | null;
  detail?: string | null;
  durationMs: number;
}

function Result({ result: { outcome, httpStatus, detail, durationMs } }: { result: Outcome }) {
  const took = t('channelTest.took', 'in {{ms}} ms', { ...plain, ms: durationMs });
  if (outcome === 'delivered') {
    return (
      <Alert severity="success" title={t('channelTest.taken', 'The service took it')}>
        {took}
        {'. '}
        <Trans i18nKey="channelTest.look">Look whether it arrived where it should.</Trans>
      </Alert>
    );
  }
  return (
    <Alert
      severity="error"
      title={t('channelTest.failed', 'Not delivered: {{why}}', { ...plain, why: outcomeWords(outcome) })}
    >
      <div>
        <code>{outcome}</code>
        {httpStatus != null && ` · HTTP ${httpStatus}`} · {took}
      </div>
      {detail && <pre style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: 0 }}>{detail}</pre>}
    </Alert>
  );
}
