import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { Badge, Button, ConfirmModal, EmptyState, TextLink, useStyles2 } from '@grafana/ui';
import { useNavigate, useParams } from 'react-router-dom';
import { ApiError } from '../../api/errors';
import { useReasonAgainst } from '../../api/useReasonAgainst';
import { Failure } from '../../components/Failure/Failure';
import { PageActions } from '../../components/ListHeader/ListHeader';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { UsedBy } from '../../components/UsedBy/UsedBy';
import { useUsers } from '../../components/UsedBy/useUsers';
import { paths } from '../../routing/paths';
import { plain } from '../../words/plain';
import { languageName } from '../../words/scripts';
import { saveText } from '../Incident/parts/saveText';
import { ScriptEditor } from './ScriptEditor';
import { VersionsDrawer } from './VersionsDrawer';
import { type SavedScript, useArchiveScript, useScript } from './useScript';

/** One script: its code, what it is to be given, how it came to be so, and a place to try it. */
export function Script() {
  const styles = useStyles2(getStyles);
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useScript(id);
  const title = data?.name ?? t('script.title', 'Script');
  return (
    <PluginPage
      pageNav={{ text: title, parentItem: { text: t('nav.scripts', 'Scripts'), url: paths.scripts } }}
      renderTitle={() => (
        <h1 className={styles.title}>
          {title}
          {data && <Badge color="blue" text={languageName(data.language)} />}
          {data?.archivedAt && <Badge color="darkgrey" icon="archive-alt" text={t('scripts.putAway', 'Put away')} />}
        </h1>
      )}
      actions={<PageActions live={false}>{data && <ScriptActions script={data} />}</PageActions>}
    >
      {isPending ? (
        <Skeleton rows={6} height={8} />
      ) : data !== undefined ? (
        <>
          <ScriptUsers id={id} />
          <ScriptEditor key={id} saved={data} onSaved={() => {}} />
        </>
      ) : error instanceof ApiError && (error.code === 'NOT_FOUND' || error.code === 'BAD_USER_INPUT') ? (
        <EmptyState variant="not-found" message={t('script.missing', 'There is no such script')}>
          <TextLink href={paths.scripts}>
            <Trans i18nKey="script.toList">Go to the scripts</Trans>
          </TextLink>
        </EmptyState>
      ) : (
        <Failure error={error} retry={() => void refetch()} />
      )}
    </PluginPage>
  );
}

/** The playbooks that run it; nothing while none does. */
function ScriptUsers({ id }: { id: string }) {
  const styles = useStyles2(getStyles);
  const users = useUsers('script', id);
  return users === undefined || users.total === 0 ? null : (
    <div className={styles.users}>
      <span>{t('usedBy.title', 'Used by')}</span>
      <UsedBy users={users} />
    </div>
  );
}

function ScriptActions({ script: { id, name, version, yaml, archivedAt } }: { script: SavedScript }) {
  const reason = useReasonAgainst()('scripts:manage');
  const archive = useArchiveScript();
  const navigate = useNavigate();
  const [asks, setAsks] = useState(false);
  const [looks, setLooks] = useState(false);
  const users = useUsers('script', id);
  const isUsed = users !== undefined && users.total > 0;
  return (
    <>
      {archive.error ? <Failure error={archive.error} /> : null}
      <Button variant="secondary" icon="history" onClick={() => setLooks(true)}>
        <Trans i18nKey="script.versions">What changed</Trans>
      </Button>
      <Button
        variant="secondary"
        icon="download-alt"
        tooltip={t('script.exportHint', 'As it is saved, as a YAML file')}
        onClick={() => saveText(`${name.replace(/[^\w.-]+/g, '_')}.yaml`, yaml)}
      >
        <Trans i18nKey="scripts.export">Export</Trans>
      </Button>
      {!archivedAt && (
        <Button
          variant="secondary"
          icon="archive-alt"
          disabled={reason !== undefined || archive.isPending}
          tooltip={reason ?? t('script.archiveHint', 'Takes it out of the library; its versions stay')}
          onClick={() => setAsks(true)}
        >
          <Trans i18nKey="script.archive">Put away</Trans>
        </Button>
      )}
      {looks && <VersionsDrawer id={id} name={name} current={version} onClose={() => setLooks(false)} />}
      <ConfirmModal
        isOpen={asks}
        title={t('script.archiveTitle', 'Put {{name}} away?', { ...plain, name })}
        body={
          <>
            {t(
              'script.archiveBody',
              'Steps of playbooks that name it fail from then on. Its versions stay, and its name is free again.'
            )}
            {isUsed && <UsedBy users={users} />}
          </>
        }
        confirmText={
          isUsed ? t('script.archiveUsed', 'Put away although it is used') : t('script.archive', 'Put away')
        }
        dismissText={t('script.keep', 'Keep it')}
        onConfirm={() => {
          setAsks(false);
          archive.mutate({ id, force: isUsed }, { onSuccess: () => navigate(paths.scripts) });
        }}
        onDismiss={() => setAsks(false)}
      />
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  users: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 1.5),
    color: theme.colors.text.secondary,
  }),
  title: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 1),
    overflowWrap: 'anywhere',
  }),
});
