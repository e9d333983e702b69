import React, { useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Badge, Button, ConfirmButton, Drawer, useStyles2 } from '@grafana/ui';
import { ask } from '../../api/ask';
import { EnrichmentVersionsDocument, type EnrichmentVersionsQuery } from '../../api/generated/graphql';
import { toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';
import { FormFailure } from '../../components/Failure/FormFailure';
import { PagedRows, Quiet } from '../../components/Section/Section';
import { plain } from '../../words/plain';
import { diffRules } from './diffRules';
import { type DraftRule, toDraft } from './draft';
import { RuleDiffs } from './RuleDiffs';
import { enrichmentKey, useRestoreRules } from './useEnrichment';

type Version = EnrichmentVersionsQuery['enrichmentVersions']['edges'][number]['node'];

interface Props {
  liveVersion: number;
  live: DraftRule[];
  mayManage: boolean;
  onClose(): void;
}

/** The rules that were saved, newest first; each says what it would change if it became live again. */
export function VersionsDrawer({ liveVersion, live, mayManage, onClose }: Props) {
  const styles = useStyles2(getStyles);
  const restore = useRestoreRules();
  const [shown, setShown] = useState<number>();
  const versions = usePaged<Version>([...enrichmentKey, 'versions', liveVersion], async (after, signal) => {
    const answer = await ask(EnrichmentVersionsDocument, { first: 20, after }, signal);
    return toPage<Version>(answer.data.enrichmentVersions, answer);
  });
  return (
    <Drawer title={t('enrichment.versions.title', 'Versions of the rules')} onClose={onClose} size="sm">
      <FormFailure error={restore.error} />
      <PagedRows
        list={versions}
        empty={
          <Quiet>
            {t('enrichment.versions.none', 'Nothing was saved yet. The first rules that are saved are version 1.')}
          </Quiet>
        }
      >
        {(rows) => (
          <ul className={styles.list} aria-label={t('enrichment.versions.title', 'Versions of the rules')}>
            {rows.map(({ version, at, note, ruleCount, author, rules }) => (
              <li key={version} className={styles.version}>
                <div className={styles.head}>
                  <strong>{t('enrichment.rules.version', 'Version {{version}}', { ...plain, version })}</strong>
                  {version === liveVersion && <Badge color="green" text={t('enrichment.versions.live', 'Live')} />}
                  <span className={styles.quiet}>{dateTimeFormat(at)}</span>
                </div>
                <div className={styles.quiet}>
                  {author?.name ?? t('enrichment.versions.key', 'An API key')} ·{' '}
                  {t('enrichment.versions.rules', '{{count}} rules', {
                    count: ruleCount,
                    defaultValue_one: '{{count}} rule',
                    defaultValue_other: '{{count}} rules',
                  })}
                </div>
                {note && <div className={styles.note}>{note}</div>}
                {version !== liveVersion && (
                  <>
                    <div className={styles.head}>
                      <Button
                        size="sm"
                        variant="secondary"
                        fill="text"
                        aria-expanded={shown === version}
                        icon={shown === version ? 'angle-down' : 'angle-right'}
                        onClick={() => setShown(shown === version ? undefined : version)}
                      >
                        <Trans i18nKey="enrichment.versions.compare">Compare with live</Trans>
                      </Button>
                      {mayManage && (
                        <ConfirmButton
                          size="sm"
                          confirmText={t('enrichment.versions.confirm', 'Make it live')}
                          disabled={restore.isPending}
                          onConfirm={() => restore.mutate({ version, expectedVersion: liveVersion })}
                        >
                          {t('enrichment.versions.restore', 'Restore')}
                        </ConfirmButton>
                      )}
                    </div>
                    {shown === version && <RuleDiffs diffs={diffRules(live, rules.map(toDraft))} />}
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
      </PagedRows>
    </Drawer>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  version: css({ padding: theme.spacing(1.5, 0), borderBottom: `1px solid ${theme.colors.border.weak}` }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1) }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  note: css({ overflowWrap: 'anywhere' }),
});
