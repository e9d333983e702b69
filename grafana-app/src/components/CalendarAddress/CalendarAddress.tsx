import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, ClipboardButton, ConfirmButton, Input, Stack } from '@grafana/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { CreateCalendarLinkDocument, RevokeCalendarLinkDocument } from '../../api/generated/graphql';
import { plain } from '../../words/plain';
import { momentText } from '../../words/schedules';
import { FormFailure } from '../Failure/FormFailure';
import { Quiet } from '../Section/Section';

interface Props {
  link: { id: string; lastReadAt?: string | null } | null;
  /** Null for the viewer's own shifts in all schedules. */
  scheduleId: string | null;
}

/** The address at which a calendar program reads shifts: made, made anew, taken back. It is shown once. */
export function CalendarAddress({ link, scheduleId }: Props) {
  const queryClient = useQueryClient();
  const [url, setUrl] = useState<string>();
  const settle = { onSettled: () => queryClient.invalidateQueries({ queryKey: ['schedules'] }) };
  const make = useMutation({
    mutationFn: async () => (await ask(CreateCalendarLinkDocument, { scheduleId })).data.createCalendarLink.url,
    onSuccess: setUrl,
    ...settle,
  });
  const revoke = useMutation({
    mutationFn: (id: string) => ask(RevokeCalendarLinkDocument, { id }),
    onSuccess: () => setUrl(undefined),
    ...settle,
  });
  return (
    <Stack direction="column" gap={1}>
      <Quiet>
        {link === null
          ? t('calendarLink.none', 'Your calendar program can follow these shifts at an address of your own.')
          : link.lastReadAt
            ? t('calendarLink.read', 'Your address was last read {{at}}.', {
                ...{ ...plain, at: momentText(link.lastReadAt, Intl.DateTimeFormat().resolvedOptions().timeZone) },
              })
            : t('calendarLink.unread', 'Your address has not been read yet.')}
      </Quiet>
      {url !== undefined && (
        <Alert severity="success" title={t('calendarLink.made', 'Your calendar address')}>
          <Stack direction="column" gap={1}>
            <span>
              <Trans i18nKey="calendarLink.once">
                Add it to your calendar program now: it is shown this once, and whoever has it can read the shifts.
              </Trans>
            </span>
            <Input
              readOnly
              aria-label={t('calendarLink.made', 'Your calendar address')}
              value={url}
              addonAfter={
                <ClipboardButton icon="copy" getText={() => url}>
                  <Trans i18nKey="calendarLink.copy">Copy</Trans>
                </ClipboardButton>
              }
            />
          </Stack>
        </Alert>
      )}
      <FormFailure error={make.error ?? revoke.error} />
      <Stack gap={1} wrap="wrap">
        {link === null ? (
          <Button variant="secondary" icon="calendar-alt" disabled={make.isPending} onClick={() => make.mutate()}>
            <Trans i18nKey="calendarLink.make">Make an address</Trans>
          </Button>
        ) : (
          <>
            <ConfirmButton
              confirmText={t('calendarLink.renewConfirm', 'End the old one')}
              onConfirm={() => make.mutate()}
              disabled={make.isPending}
            >
              {t('calendarLink.renew', 'Make a new address')}
            </ConfirmButton>
            <ConfirmButton
              confirmText={t('calendarLink.revokeConfirm', 'Close it')}
              confirmVariant="destructive"
              onConfirm={() => revoke.mutate(link.id)}
              disabled={revoke.isPending}
            >
              {t('calendarLink.revoke', 'Close the address')}
            </ConfirmButton>
          </>
        )}
      </Stack>
    </Stack>
  );
}
