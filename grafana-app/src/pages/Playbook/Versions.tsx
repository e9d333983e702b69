import React, { useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Badge, Button, useStyles2 } from '@grafana/ui';
import { useReasonAgainst } from '../../api/useReasonAgainst';
import { FormFailure } from '../../components/Failure/FormFailure';
import { PagedRows, Quiet } from '../../components/Section/Section';
import { TextDiff } from '../../components/TextDiff/TextDiff';
import { plain } from '../../words/plain';
import { type Playbook, type PlaybookVersion, usePlaybookVersions, useSavePlaybook } from './usePlaybook';

/** A playbook each time that it was saved: who, why, and what changed from the version before; any of them can be saved again. */
export function Versions({ playbook }: { playbook: Playbook }) {
  const styles = useStyles2(getStyles);
  const list = usePlaybookVersions(playbook.id);
  const restore = useSavePlaybook();
  const reason = useReasonAgainst()('playbooks:manage');
  const [shown, setShown] = useState<number>();
  return (
    <>
      <FormFailure error={restore.error} />
      <PagedRows list={list} empty={<Quiet>{t('playbook.noVersions', 'It was not saved yet.')}</Quiet>}>
        {(rows) => (
          <ul className={styles.list}>
            {rows.map((row, index) => (
              <li key={row.version} className={styles.row}>
                <div className={styles.head}>
                  <strong>{t('playbooks.version', 'Version {{version}}', { ...plain, version: row.version })}</strong>
                  {row.version === playbook.version && <Badge color="green" text={t('playbook.current', 'Current')} />}
                  <span className={styles.quiet}>
                    {[
                      dateTimeFormat(row.createdAt),
                      row.createdBy?.name ?? t('playbook.platform', 'the platform or an API key'),
                    ].join(' · ')}
                  </span>
                  <span className={styles.end}>
                    <Button
                      size="sm"
                      variant="secondary"
                      fill="text"
                      aria-expanded={shown === row.version}
                      onClick={() => setShown(shown === row.version ? undefined : row.version)}
                    >
                      <Trans i18nKey="playbook.whatChanged">What changed</Trans>
                    </Button>
                    {row.version !== playbook.version && !playbook.archivedAt && (
                      <Button
                        size="sm"
                        variant="secondary"
                        disabled={reason !== undefined || restore.isPending}
                        tooltip={reason ?? t('playbook.restoreHint', 'Saves it as a further version')}
                        onClick={() =>
                          restore.mutate({
                            ...{ id: playbook.id, baseVersion: playbook.version, yaml: row.yaml },
                            note: t('playbook.restoreNote', 'Version {{version}} again', {
                              ...plain,
                              version: row.version,
                            }),
                          })
                        }
                      >
                        <Trans i18nKey="playbook.restore">Save again</Trans>
                      </Button>
                    )}
                  </span>
                </div>
                {row.note && <p className={styles.note}>{row.note}</p>}
                {shown === row.version && <Change version={row} before={rows[index + 1]} />}
              </li>
            ))}
          </ul>
        )}
      </PagedRows>
    </>
  );
}

/** The first version of all came out of nothing. */
function Change({ version, before }: { version: PlaybookVersion; before: PlaybookVersion | undefined }) {
  return before === undefined && version.version > 1 ? (
    <Quiet>{t('playbook.loadMore', 'Load more versions to compare it with the one before.')}</Quiet>
  ) : (
    <TextDiff
      label={t('playbook.changeOf', 'What version {{version}} changed', { ...plain, version: version.version })}
      before={before?.yaml ?? ''}
      after={version.yaml}
    />
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  row: css({ padding: theme.spacing(1, 0), borderBottom: `1px solid ${theme.colors.border.weak}` }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1.5) }),
  end: css({ display: 'flex', gap: theme.spacing(1), marginLeft: 'auto' }),
  quiet: css({ color: theme.colors.text.secondary }),
  note: css({ margin: theme.spacing(0.5, 0), overflowWrap: 'anywhere' }),
});
