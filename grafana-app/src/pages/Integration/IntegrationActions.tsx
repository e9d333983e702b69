import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, ConfirmModal, Drawer, Field, Modal, RadioButtonGroup, Stack, TextLink } from '@grafana/ui';
import { useNavigate } from 'react-router-dom';
import type { IntegrationPartsFragment, IssuedPartsFragment } from '../../api/generated/graphql';
import { usePermission } from '../../api/useViewer';
import { Failure } from '../../components/Failure/Failure';
import { paths } from '../../routing/paths';
import { plain } from '../../words/plain';
import { Snippet, TokenShown } from '../Integrations/TokenShown';
import { sayDone, sayFailed, useIntegrationActions } from './useIntegration';

type Actions = ReturnType<typeof useIntegrationActions>;

const DAY = 86_400;

/** What can be done to an integration: test it, rotate its token, switch it, delete it. */
export function IntegrationActions({ integration }: { integration: IntegrationPartsFragment }) {
  const actions = useIntegrationActions(integration);
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'test' | 'rotate' | 'delete'>();
  const [issued, setIssued] = useState<IssuedPartsFragment>();
  const mayManage = usePermission('integrations:manage');
  const { enabled, name, source } = integration;
  const close = () => setDialog(undefined);
  const tooltip =
    mayManage === false
      ? t(
          'integrations.needsManage',
          'You need the permission integrations:manage. An administrator of the platform gives it.'
        )
      : undefined;
  const common = { variant: 'secondary', disabled: mayManage !== true, tooltip } as const;
  return (
    <Stack gap={1} wrap="wrap">
      {source !== 'HEARTBEAT' && source !== 'EMAIL' && (
        <Button {...common} icon="play" onClick={() => setDialog('test')}>
          <Trans i18nKey="integration.test">Send a test</Trans>
        </Button>
      )}
      <Button {...common} icon="key-skeleton-alt" onClick={() => setDialog('rotate')}>
        <Trans i18nKey="integration.rotate">Rotate token</Trans>
      </Button>
      <Button
        {...common}
        icon={actions.update.isPending ? 'spinner' : enabled ? 'pause' : 'play'}
        onClick={() => actions.update.mutate({ enabled: !enabled }, { onError: sayFailed })}
      >
        {enabled ? t('integration.switchOff', 'Switch off') : t('integration.switchOn', 'Switch on')}
      </Button>
      <Button {...common} variant="destructive" fill="outline" icon="trash-alt" onClick={() => setDialog('delete')}>
        <Trans i18nKey="integration.delete">Delete</Trans>
      </Button>
      {dialog === 'test' && <TestDialog actions={actions} onDismiss={close} />}
      {dialog === 'rotate' && (
        <RotateDialog
          actions={actions}
          onDismiss={close}
          onIssued={(made) => {
            close();
            setIssued(made);
          }}
        />
      )}
      {dialog === 'delete' && (
        <ConfirmModal
          isOpen
          title={t('integration.deleteTitle', 'Delete {{name}}?', { ...plain, name })}
          body={t(
            'integration.deleteBody',
            'Its senders are refused within ten seconds. Alerts, incidents and payloads that came from it stay.'
          )}
          confirmText={t('integration.delete', 'Delete')}
          onDismiss={close}
          onConfirm={async () => {
            await actions.remove.mutateAsync();
            close();
            sayDone(t('integration.wasDeleted', '{{name}} was deleted', { ...plain, name }));
            void navigate(paths.integrations);
          }}
        />
      )}
      {issued && (
        <Drawer
          title={t('integration.newToken', 'New token of {{name}}', { ...plain, name })}
          size="md"
          onClose={() => setIssued(undefined)}
        >
          <TokenShown issued={issued} />
        </Drawer>
      )}
    </Stack>
  );
}

function RotateDialog({
  actions,
  onDismiss,
  onIssued,
}: {
  actions: Actions;
  onDismiss(): void;
  onIssued(issued: IssuedPartsFragment): void;
}) {
  const { rotate } = actions;
  const [grace, setGrace] = useState(DAY);
  return (
    <Modal isOpen title={t('integration.rotateTitle', 'Rotate the token')} onDismiss={onDismiss}>
      {rotate.error ? <Failure error={rotate.error} /> : null}
      <Field
        label={t('integration.grace', 'How long does the old token go on working?')}
        description={t(
          'integration.graceAbout',
          'Long enough to tell every sender the new one. After a leak: not at all.'
        )}
      >
        <RadioButtonGroup
          value={grace}
          onChange={setGrace}
          options={[
            { value: 0, label: t('integration.graceNone', 'Not at all') },
            { value: 3_600, label: t('integration.graceHour', 'One hour') },
            { value: DAY, label: t('integration.graceDay', 'One day') },
            { value: 7 * DAY, label: t('integration.graceWeek', 'One week') },
          ]}
        />
      </Field>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onDismiss}>
          <Trans i18nKey="integration.cancel">Cancel</Trans>
        </Button>
        <Button
          disabled={rotate.isPending}
          icon={rotate.isPending ? 'spinner' : undefined}
          onClick={() => rotate.mutate(grace, { onSuccess: onIssued })}
        >
          <Trans i18nKey="integration.rotate">Rotate token</Trans>
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}

function TestDialog({ actions, onDismiss }: { actions: Actions; onDismiss(): void }) {
  const { test } = actions;
  const { data, error, isPending } = test;
  return (
    <Modal isOpen title={t('integration.testTitle', 'Send a test')} onDismiss={onDismiss}>
      <p>
        <Trans i18nKey="integration.testAbout">
          A sample of its format goes through the real intake. Its alert carries the label sre_test=&quot;true&quot; and
          opens an incident like any other; people may be told of it. End the test when you have seen what you wanted.
        </Trans>
      </p>
      {error ? <Failure error={error} /> : null}
      {data?.code && (
        <Alert severity="error" title={data.code}>
          {data.message}
        </Alert>
      )}
      {data && !data.code && (
        <Alert severity="success" title={t('integration.testTaken', 'It was taken')}>
          {data.alerts.map(({ id, name, status, incident }) => (
            <div key={id}>
              {name} ·{' '}
              {status === 'FIRING' ? t('integration.testFires', 'fires') : t('integration.testEnded', 'has ended')}{' '}
              {incident && (
                <TextLink href={paths.incident(incident.id)} inline>
                  {`#${incident.number} ${incident.title}`}
                </TextLink>
              )}
            </div>
          ))}
        </Alert>
      )}
      {data && <Snippet title={t('integration.testBody', 'What was sent')} text={data.body} />}
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onDismiss}>
          <Trans i18nKey="integration.close">Close</Trans>
        </Button>
        <Button variant="secondary" disabled={isPending} onClick={() => test.mutate('RESOLVED')}>
          <Trans i18nKey="integration.endTest">End the test</Trans>
        </Button>
        <Button disabled={isPending} icon={isPending ? 'spinner' : 'play'} onClick={() => test.mutate('FIRING')}>
          <Trans i18nKey="integration.test">Send a test</Trans>
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}
