import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, Combobox, Drawer, Field, Input, Stack } from '@grafana/ui';
import { FormFailure } from '../../components/Failure/FormFailure';
import { rememberSubscription } from '../../push/subscribe';
import { SubscribeBrowser } from './SubscribeBrowser';
import type { NotificationVerbs, Way } from './useNotifications';

interface Props {
  ways: Way[];
  verbs: NotificationVerbs;
  onClose(): void;
}

/** Adds a way to the viewer; a code goes to it at once. */
export function AddContactDrawer({ ways, verbs: { add }, onClose }: Props) {
  const [channelId, setChannelId] = useState(ways[0]?.channelId ?? '');
  const [address, setAddress] = useState('');
  const [label, setLabel] = useState('');
  const way = ways.find((each) => each.channelId === channelId);
  const publicKey = way?.publicKey;
  const addBrowser = (subscription: string) =>
    add.mutate(
      { channelId, address: subscription, label },
      {
        onSuccess: ({ data }) => {
          rememberSubscription(data.addContact.id);
          onClose();
        },
      }
    );
  return (
    <Drawer size="sm" title={t('contact.add', 'Add a contact')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate({ channelId, address, label }, { onSuccess: onClose });
        }}
      >
        <Stack direction="column" gap={2}>
          <Field noMargin label={t('contact.channel', 'Through')} htmlFor="contact-channel">
            <Combobox
              id="contact-channel"
              value={channelId}
              options={ways.map((each) => ({
                value: each.channelId,
                label: each.channelName,
                description: each.label,
              }))}
              onChange={({ value }) => setChannelId(value)}
            />
          </Field>
          {!publicKey && (
            <Field
              noMargin
              required
              label={way?.label ?? t('contact.address', 'Address')}
              description={way?.help}
              htmlFor="contact-address"
            >
              <Input
                id="contact-address"
                value={address}
                onChange={({ currentTarget }) => setAddress(currentTarget.value)}
              />
            </Field>
          )}
          <Field noMargin label={t('contact.label', 'What you call it')} htmlFor="contact-label">
            <Input
              id="contact-label"
              value={label}
              maxLength={100}
              placeholder={t('contact.labelExample', 'e.g. My phone')}
              onChange={({ currentTarget }) => setLabel(currentTarget.value)}
            />
          </Field>
          <FormFailure error={add.error} />
          {publicKey ? (
            <div>
              <SubscribeBrowser
                key={channelId}
                publicKey={publicKey}
                isPending={add.isPending}
                onSubscribed={addBrowser}
              />
            </div>
          ) : (
            <span>
              <Trans i18nKey="contact.addHelp">
                A code is sent to it at once. Enter the code here, and it is used from then on.
              </Trans>
            </span>
          )}
          <Stack>
            {!publicKey && (
              <Button type="submit" disabled={address.trim() === '' || add.isPending}>
                {t('contact.addSubmit', 'Add and send the code')}
              </Button>
            )}
            <Button type="button" variant="secondary" onClick={onClose}>
              {t('contact.cancel', 'Cancel')}
            </Button>
          </Stack>
        </Stack>
      </form>
    </Drawer>
  );
}
