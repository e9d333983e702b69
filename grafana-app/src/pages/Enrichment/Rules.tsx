import React, { useMemo, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, EmptyState, Stack, useStyles2 } from '@grafana/ui';
import type { EnrichmentRulesQuery } from '../../api/generated/graphql';
import { Failure } from '../../components/Failure/Failure';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { plain } from '../../words/plain';
import { diffRules } from './diffRules';
import { type Draft, type DraftRule, moved, newRule, toDraft } from './draft';
import { RuleDrawer } from './RuleDrawer';
import { RuleList } from './RuleList';
import { SaveDialog } from './SaveDialog';
import { Tester } from './Tester';
import { useProblems, useRules, useTables } from './useEnrichment';
import { VersionsDrawer } from './VersionsDrawer';

interface Props {
  mayManage: boolean;
  /** What is being changed; undefined while nothing is. It outlives this tab. */
  draft: Draft | undefined;
  onDraft(draft: Draft | undefined): void;
}

/** The ordered rules, edited as one draft that is saved as a whole. */
export function Rules(props: Props) {
  const { data, error, isPending, refetch } = useRules();
  if (isPending) {
    return <Skeleton rows={6} />;
  }
  if (data === undefined) {
    return <Failure error={error} retry={() => void refetch()} />;
  }
  return <Editor {...props} live={data} />;
}

function Editor({ live, mayManage, draft, onDraft }: Props & { live: EnrichmentRulesQuery['enrichmentRules'] }) {
  const styles = useStyles2(getStyles);
  const liveRules = useMemo(() => live.rules.map(toDraft), [live]);
  const rules = draft?.rules ?? liveRules;
  const diffs = useMemo(() => diffRules(liveRules, rules), [liveRules, rules]);
  const [edited, setEdited] = useState<{ at: number; rule: DraftRule }>();
  const [dialog, setDialog] = useState<'save' | 'versions'>();
  const problems = useProblems(rules);
  const tables = useTables().data ?? [];
  const isStale = draft !== undefined && draft.version !== live.version;
  const isChanged = draft !== undefined && (diffs.length > 0 || isStale);
  const close = () => setDialog(undefined);
  const edit = (next: DraftRule[]) => onDraft({ rules: next, version: draft?.version ?? live.version });
  const put = (at: number, rule: DraftRule) =>
    edit(at < rules.length ? rules.map((each, index) => (index === at ? rule : each)) : [...rules, rule]);
  const add = () => setEdited({ at: rules.length, rule: newRule() });
  const finish = () => {
    onDraft(undefined);
    close();
  };
  return (
    <div className={styles.columns}>
      <div className={styles.main}>
        <div className={styles.bar}>
          {mayManage && rules.length > 0 && (
            <Button size="sm" variant="secondary" icon="plus" onClick={add}>
              <Trans i18nKey="enrichment.rules.add">Add rule</Trans>
            </Button>
          )}
          <Button size="sm" variant="secondary" icon="history" onClick={() => setDialog('versions')}>
            <Trans i18nKey="enrichment.versions.open">Versions</Trans>
          </Button>
          <span className={styles.quiet}>
            {t('enrichment.rules.version', 'Version {{version}}', { ...plain, version: live.version })}
          </span>
        </div>
        {rules.length === 0 ? (
          <EmptyState
            variant="call-to-action"
            message={t('enrichment.rules.none', 'No rules yet: alerts are taken as their sources say them')}
            button={
              mayManage ? (
                <Button icon="plus" onClick={add}>
                  <Trans i18nKey="enrichment.rules.first">Write the first rule</Trans>
                </Button>
              ) : undefined
            }
          >
            <Trans i18nKey="enrichment.rules.noneHelp">
              Rules add the owner of a service from a table, take a cluster out of a text, or drop what nobody needs.
            </Trans>
          </EmptyState>
        ) : (
          <RuleList
            rules={rules}
            problems={problems}
            tables={tables}
            mayManage={mayManage}
            onOpen={(at, rule) => setEdited({ at, rule })}
            onChange={put}
            onMove={(at, by) => edit(moved(rules, at, by))}
            onRemove={(at) => edit(rules.filter((_, index) => index !== at))}
          />
        )}
        {isStale && (
          <Alert
            severity="warning"
            title={t('enrichment.save.stale', 'Somebody else saved version {{version}} meanwhile', {
              ...plain,
              version: live.version,
            })}
          >
            {t(
              'enrichment.rules.stale',
              'Your draft began at version {{version}}. It is kept; save shows what it changes.',
              {
                ...plain,
                version: draft.version,
              }
            )}
          </Alert>
        )}
        {mayManage && isChanged && (
          <>
            <Stack gap={1} wrap="wrap" alignItems="center">
              <Button disabled={problems.length > 0} onClick={() => setDialog('save')}>
                <Trans i18nKey="enrichment.rules.saveDraft">Save…</Trans>
              </Button>
              <Button variant="secondary" fill="text" onClick={() => onDraft(undefined)}>
                <Trans i18nKey="enrichment.rules.discard">Discard changes</Trans>
              </Button>
            </Stack>
            <Alert
              severity="info"
              title={t('enrichment.rules.identity', 'Labels decide which alert it is')}
              className={styles.note}
            >
              <Trans i18nKey="enrichment.rules.identityHelp">
                Where a rule adds, changes or removes labels of alerts that fire now, they become other alerts. Those
                from before end only when their source or a person ends them.
              </Trans>
            </Alert>
          </>
        )}
      </div>
      <Tester rules={rules} ready={problems.length === 0} />
      {edited && (
        <RuleDrawer
          start={edited.rule}
          isNew={edited.at === rules.length}
          tables={tables}
          mayManage={mayManage}
          others={rules.filter((_, at) => at !== edited.at)}
          onClose={() => setEdited(undefined)}
          onDone={(rule) => {
            put(edited.at, rule);
            setEdited(undefined);
          }}
        />
      )}
      {dialog === 'save' && draft && (
        <SaveDialog
          draft={draft}
          liveVersion={live.version}
          diffs={diffs}
          onRebase={() => onDraft({ ...draft, version: live.version })}
          onDiscard={finish}
          onSaved={finish}
          onClose={close}
        />
      )}
      {dialog === 'versions' && (
        <VersionsDrawer liveVersion={live.version} live={liveRules} mayManage={mayManage} onClose={close} />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  columns: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(280px, 2fr)',
    gap: theme.spacing(3),
    paddingTop: theme.spacing(2),
    [theme.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  main: css({ minWidth: 0 }),
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  note: css({ marginTop: theme.spacing(2) }),
});
