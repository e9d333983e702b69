import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button } from '@grafana/ui';
import { plain } from '../../words/plain';
import { type PushState, readPushState } from '../../push/pushState';
import { PushDenied, subscribeBrowser } from '../../push/subscribe';

interface Props {
  publicKey: string;
  isPending: boolean;
  /** With what is the contact's address. */
  onSubscribed(address: string): void;
}

/** Subscribes this browser to push, or says why it cannot be. */
export function SubscribeBrowser({ publicKey, isPending, onSubscribed }: Props) {
  const [state, setState] = useState(readPushState);
  const [failure, setFailure] = useState<string>();
  const [isAsking, setIsAsking] = useState(false);
  const refusal = refusalOf(state);
  const subscribe = async () => {
    setIsAsking(true);
    setFailure(undefined);
    try {
      onSubscribed(await subscribeBrowser(publicKey));
    } catch (error) {
      if (!(error instanceof PushDenied)) {
        setFailure(error instanceof Error ? error.message : String(error));
      }
    } finally {
      setIsAsking(false);
      setState(readPushState());
    }
  };
  return refusal !== null ? (
    <Alert severity="warning" title={refusal.title}>
      {refusal.help}
    </Alert>
  ) : (
    <>
      <p>
        <Trans i18nKey="push.help">
          This browser is told, also while no page of Grafana is open. It asks whether notifications are allowed; then a
          notification with the code comes.
        </Trans>
      </p>
      {failure !== undefined && (
        <Alert severity="error" title={t('push.failed', 'This browser could not subscribe')}>
          {t('push.failedHelp', 'Its push service may not be reachable from here. It says: {{failure}}', {
            ...{ ...plain, failure },
          })}
        </Alert>
      )}
      <Button type="button" icon="bell" disabled={isAsking || isPending} onClick={() => void subscribe()}>
        {state === 'granted'
          ? t('push.subscribe', 'Subscribe this browser')
          : t('push.allow', 'Allow and subscribe this browser')}
      </Button>
    </>
  );
}

function refusalOf(state: PushState): { title: string; help: string } | null {
  switch (state) {
    case 'unsupported':
      return {
        title: t('push.unsupported', 'This browser knows no push'),
        help: t(
          'push.unsupportedHelp',
          'Use another browser. On an iPhone or iPad, add Grafana to the home screen first.'
        ),
      };
    case 'insecure':
      return {
        title: t('push.insecure', 'Push needs a secure connection'),
        help: t('push.insecureHelp', 'Open Grafana over HTTPS: browsers offer push nowhere else.'),
      };
    case 'denied':
      return {
        title: t('push.denied', 'Notifications are blocked for this page'),
        help: t('push.deniedHelp', 'Allow them in the browser’s settings of this site, then load the page again.'),
      };
    case 'default':
    case 'granted':
      return null;
    default:
      return state satisfies never;
  }
}
