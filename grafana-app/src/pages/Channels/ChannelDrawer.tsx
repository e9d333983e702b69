import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, Drawer, Icon, Stack, useStyles2 } from '@grafana/ui';
import { Failure } from '../../components/Failure/Failure';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { channelIcon } from '../../words/channels';
import { plain } from '../../words/plain';
import { Snippet } from '../Integrations/TokenShown';
import { ChannelForm } from './ChannelForm';
import { type Kind, type Saved, useChannelSettings, useKinds } from './useChannels';

/** Makes a channel (which kind, then its form), or changes one; then says what there is to copy, if anything. */
export function ChannelDrawer({ id, onClose }: { id: string | undefined; onClose(): void }) {
  const kinds = useKinds();
  const before = useChannelSettings(id);
  const [chosen, setChosen] = useState<Kind>();
  const [saved, setSaved] = useState<Saved>();
  const kind = chosen ?? kinds.data?.find((other) => other.kind === before.data?.kind);
  const hasToCopy = saved !== undefined && (saved.secrets.length > 0 || saved.channel.callbackUrl != null);
  const error = kinds.error ?? before.error;
  const title =
    saved && hasToCopy
      ? t('channelDrawer.done', '{{name}} is ready', { ...plain, name: saved.channel.name })
      : id === undefined
        ? t('channels.new', 'New channel')
        : t('channelDrawer.change', 'Change the channel');
  const isReady = id === undefined || (before.data != null && !before.isFetching);
  return (
    <Drawer size="md" title={title} onClose={onClose}>
      {error ? (
        <Failure error={error} retry={() => void (kinds.error ? kinds.refetch() : before.refetch())} />
      ) : !kinds.data || !isReady ? (
        <Skeleton rows={6} />
      ) : saved && hasToCopy ? (
        <ToCopy saved={saved} kind={kind} onClose={onClose} />
      ) : kind === undefined ? (
        <KindPicker kinds={kinds.data} onChoose={setChosen} />
      ) : (
        <ChannelForm
          key={kind.kind}
          kind={kind}
          before={before.data ?? undefined}
          onBack={id === undefined ? () => setChosen(undefined) : undefined}
          onSaved={(made) => {
            setSaved(made);
            if (made.secrets.length === 0 && made.channel.callbackUrl == null) {
              onClose();
            }
          }}
          onClose={onClose}
        />
      )}
    </Drawer>
  );
}

function KindPicker({ kinds, onChoose }: { kinds: readonly Kind[]; onChoose(kind: Kind): void }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.kinds} role="group" aria-label={t('channelDrawer.which', 'What kind of channel?')}>
      {kinds.map((kind) => (
        <button key={kind.kind} type="button" className={styles.kind} onClick={() => onChoose(kind)}>
          <Icon name={channelIcon(kind.kind)} size="lg" />
          <span className={styles.text}>
            <span className={styles.label}>{kind.label}</span>
            <span className={styles.about}>{kind.help}</span>
          </span>
        </button>
      ))}
    </div>
  );
}

function ToCopy({ saved, kind, onClose }: { saved: Saved; kind: Kind | undefined; onClose(): void }) {
  const { secrets, channel } = saved;
  const labelOf = (name: string) => kind?.fields.find((field) => field.name === name)?.label ?? name;
  return (
    <>
      {secrets.length > 0 && (
        <Alert severity="info" title={t('channelDrawer.once', 'This is shown once')}>
          <Trans i18nKey="channelDrawer.onceHelp">
            Secrets are kept sealed. Copy what the other side needs now; what is lost is replaced by changing the
            channel.
          </Trans>
        </Alert>
      )}
      {secrets.map(({ field, value }) => (
        <Snippet key={field} title={labelOf(field)} text={value} />
      ))}
      {channel.callbackUrl != null && (
        <Snippet
          title={t('channelDrawer.callback', 'Address for clicks on buttons, to be entered at the service')}
          text={channel.callbackUrl}
        />
      )}
      <Stack gap={1}>
        <Button onClick={onClose}>
          <Trans i18nKey="channelDrawer.close">Close</Trans>
        </Button>
      </Stack>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  kinds: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(260px, 1fr))',
    gap: theme.spacing(1),
  }),
  kind: css({
    display: 'flex',
    gap: theme.spacing(1.5),
    alignItems: 'flex-start',
    padding: theme.spacing(1.5),
    textAlign: 'left',
    background: 'transparent',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}` },
  }),
  text: css({ minWidth: 0 }),
  label: css({ display: 'block', fontWeight: theme.typography.fontWeightMedium }),
  about: css({ display: 'block', color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
