import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Badge, Button, ConfirmButton, Input, Stack, useStyles2 } from '@grafana/ui';
import { FormFailure } from '../../components/Failure/FormFailure';
import { Quiet, Section } from '../../components/Section/Section';
import { unsubscribeBrowser } from '../../push/subscribe';
import { plain } from '../../words/plain';
import { AddContactDrawer } from './AddContactDrawer';
import type { ContactView, NotificationVerbs, Way } from './useNotifications';

interface Props {
  contacts: ContactView[];
  ways: Way[];
  verbs: NotificationVerbs;
}

/** The ways to the viewer, and the steps that prove them. */
export function Contacts({ contacts, ways, verbs }: Props) {
  const styles = useStyles2(getStyles);
  const [isAdding, setIsAdding] = useState(false);
  const none = t('contact.noWays', 'No channel that reaches people is set up yet. An administrator adds one.');
  return (
    <Section
      title={t('contact.title', 'How you are reached')}
      aside={
        <Button
          size="sm"
          variant="secondary"
          icon="plus"
          disabled={ways.length === 0}
          tooltip={ways.length === 0 ? none : undefined}
          onClick={() => setIsAdding(true)}
        >
          <Trans i18nKey="contact.add">Add a contact</Trans>
        </Button>
      }
    >
      {contacts.length === 0 && (
        <Quiet>
          <Trans i18nKey="contact.none">There is no way to you yet, so no page can reach you.</Trans>
        </Quiet>
      )}
      <FormFailure error={verbs.remove.error ?? verbs.resend.error} />
      <ul className={styles.list}>
        {contacts.map((contact) => (
          <li key={contact.id} className={styles.row} aria-label={contact.label}>
            <div className={styles.main}>
              <strong>{contact.label}</strong>
              <div className={styles.quiet}>
                {[contact.kind, contact.hint, contact.channelName].filter((text) => text !== '').join(' · ')}
              </div>
            </div>
            <Standing contact={contact} />
            {contact.verifiedAt === null && <Verify contact={contact} verbs={verbs} />}
            {!contact.isFromDirectory && (
              <ConfirmButton
                confirmText={t('contact.removeConfirm', 'Remove it')}
                confirmVariant="destructive"
                disabled={verbs.remove.isPending}
                onConfirm={() =>
                  verbs.remove.mutate(contact.id, { onSuccess: () => void unsubscribeBrowser(contact.id) })
                }
              >
                {t('contact.remove', 'Remove')}
              </ConfirmButton>
            )}
          </li>
        ))}
      </ul>
      {isAdding && <AddContactDrawer ways={ways} verbs={verbs} onClose={() => setIsAdding(false)} />}
    </Section>
  );
}

function Standing({ contact: { verifiedAt, isEnabled, isFromDirectory } }: { contact: ContactView }) {
  if (!isEnabled) {
    return (
      <Badge
        color="orange"
        icon="exclamation-triangle"
        text={t('contact.off', 'Channel off')}
        tooltip={
          isFromDirectory
            ? t('contact.noMail', 'No mail channel is switched on, so nothing can be sent to it.')
            : t('contact.offHelp', 'The channel that sends to it is switched off, so it is not used.')
        }
      />
    );
  }
  return verifiedAt === null ? (
    <Badge color="orange" text={t('contact.unverified', 'Not verified')} />
  ) : (
    <Badge color="green" icon="check" text={t('contact.verified', 'Verified')} />
  );
}

/** The field for the code that was sent. */
function Verify({ contact, verbs: { verify, resend } }: { contact: ContactView; verbs: NotificationVerbs }) {
  const [code, setCode] = useState('');
  const isMine = verify.variables?.id === contact.id;
  const awaits = contact.attemptsLeft !== null;
  const label = t('contact.code', 'Code sent to {{name}}', { ...plain, name: contact.label });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        verify.mutate({ id: contact.id, code });
      }}
    >
      <Stack direction="column" gap={0.5}>
        <Stack gap={1} wrap="wrap">
          <Input
            aria-label={label}
            placeholder={t('contact.codeExample', 'Code, such as 123456')}
            width={22}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={10}
            value={code}
            onChange={({ currentTarget }) => setCode(currentTarget.value)}
          />
          <Button type="submit" disabled={code.trim().length < 6 || verify.isPending || !awaits}>
            {t('contact.verify', 'Verify')}
          </Button>
          <Button
            type="button"
            variant="secondary"
            disabled={resend.isPending}
            onClick={() => resend.mutate(contact.id)}
          >
            {t('contact.resend', 'Send another code')}
          </Button>
        </Stack>
        <Quiet>
          {awaits
            ? t('contact.attempts', '{{count}} guesses are left for this code.', {
                count: contact.attemptsLeft ?? 0,
                defaultValue_one: '{{count}} guess is left for this code.',
                defaultValue_other: '{{count}} guesses are left for this code.',
              })
            : t('contact.noCode', 'No code is good any more. Ask for another.')}
        </Quiet>
        {isMine && <FormFailure error={verify.error} />}
      </Stack>
    </form>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  main: css({ flex: '1 1 220px', minWidth: 0, overflowWrap: 'anywhere' }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
