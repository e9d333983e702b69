import React, { useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Badge, Button, Drawer, useStyles2 } from '@grafana/ui';
import { PagedRows, Quiet } from '../../components/Section/Section';
import { TextDiff } from '../../components/TextDiff/TextDiff';
import { plain } from '../../words/plain';
import { type ScriptVersion, versionText } from './scriptDraft';
import { useScriptVersions } from './useScript';

interface Props {
  id: string;
  name: string;
  /** The number of the newest. */
  current: number;
  onClose(): void;
}

/** A script each time that it was saved: who, why, and what changed from the version before. */
export function VersionsDrawer({ id, name, current, onClose }: Props) {
  const styles = useStyles2(getStyles);
  const list = useScriptVersions(id);
  const [shown, setShown] = useState(current);
  return (
    <Drawer title={t('script.versionsOf', 'Versions of {{name}}', { ...plain, name })} size="lg" onClose={onClose}>
      <PagedRows list={list} empty={<Quiet>{t('script.noVersions', 'It was not saved yet.')}</Quiet>}>
        {(rows) => (
          <ul className={styles.list}>
            {rows.map((row, index) => (
              <li key={row.version} className={styles.row}>
                <div className={styles.head}>
                  <strong>{t('scripts.version', 'Version {{version}}', { ...plain, version: row.version })}</strong>
                  {row.version === current && <Badge color="green" text={t('script.current', 'Current')} />}
                  <span className={styles.quiet}>
                    {[dateTimeFormat(row.at), row.author?.name ?? t('script.byKey', 'an API key')].join(' · ')}
                  </span>
                  <Button
                    size="sm"
                    variant="secondary"
                    fill="text"
                    aria-expanded={shown === row.version}
                    onClick={() => setShown(shown === row.version ? 0 : row.version)}
                  >
                    <Trans i18nKey="script.versions">What changed</Trans>
                  </Button>
                </div>
                {row.note && <p className={styles.note}>{row.note}</p>}
                {shown === row.version && <Change version={row} before={rows[index + 1]} />}
              </li>
            ))}
          </ul>
        )}
      </PagedRows>
    </Drawer>
  );
}

/** The first version of all came out of nothing. */
function Change({ version, before }: { version: ScriptVersion; before: ScriptVersion | undefined }) {
  return before === undefined && version.version > 1 ? (
    <Quiet>{t('script.loadMore', 'Load more versions to compare it with the one before.')}</Quiet>
  ) : (
    <TextDiff
      label={t('script.changeOf', 'What version {{version}} changed', { ...plain, version: version.version })}
      before={before === undefined ? '' : versionText(before)}
      after={versionText(version)}
    />
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  row: css({ padding: theme.spacing(1, 0), borderBottom: `1px solid ${theme.colors.border.weak}` }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1.5) }),
  quiet: css({ flex: 1, color: theme.colors.text.secondary }),
  note: css({ margin: theme.spacing(0.5, 0), overflowWrap: 'anywhere' }),
});
