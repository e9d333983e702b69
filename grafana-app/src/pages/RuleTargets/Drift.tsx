import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { found } from '../../api/found';
import { GrafanaDriftDocument, type GrafanaDriftQuery, type RuleDriftState } from '../../api/generated/graphql';
import { Failure } from '../../components/Failure/Failure';
import { Look } from '../../components/Look/Look';
import { Quiet } from '../../components/Section/Section';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { differenceFieldWords, driftLook, driftStates, pushReasonWords } from '../../words/ruleTargets';

type Rule = NonNullable<GrafanaDriftQuery['grafanaTarget']>['drift']['rules'][number];

/** What a Grafana has against what would be pushed: asked anew whenever something was pushed. */
export function Drift({ id, since }: { id: string; since: string }) {
  const styles = useStyles2(getStyles);
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: ['rules', 'drift', id, since],
    queryFn: async ({ signal }) => found((await ask(GrafanaDriftDocument, { id }, signal)).data.grafanaTarget).drift,
    staleTime: 0,
  });
  if (isPending) {
    return <Skeleton rows={3} />;
  }
  if (data === undefined) {
    return <Failure error={error} retry={() => void refetch()} />;
  }
  const differing = data.rules.filter(({ state }) => state !== 'SAME');
  return (
    <>
      <div className={styles.head}>
        {data.reason === 'read' ? (
          <Share rules={data.rules} />
        ) : (
          <span>
            {pushReasonWords(data.reason)} <span className={styles.quiet}>{data.detail}</span>
          </span>
        )}
        <Button
          size="sm"
          variant="secondary"
          fill="text"
          icon={isFetching ? 'spinner' : 'sync'}
          onClick={() => void refetch()}
        >
          <Trans i18nKey="ruleTargets.drift.again">Compare again</Trans>
        </Button>
      </div>
      {data.reason === 'read' && differing.length === 0 && (
        <Quiet>
          {data.rules.length === 0
            ? t('ruleTargets.drift.nothing', 'There are no rules, neither here nor there.')
            : t('ruleTargets.drift.same', 'It has exactly what it should have.')}
        </Quiet>
      )}
      {differing.length > 0 && (
        <ul className={styles.list}>
          {differing.map((rule) => (
            <DriftRow key={rule.uid} rule={rule} />
          ))}
        </ul>
      )}
    </>
  );
}

/** How many rules are as they should be, and how many are not, at a glance. */
function Share({ rules }: { rules: Rule[] }) {
  const styles = useStyles2(getStyles);
  const count = (state: RuleDriftState) => rules.filter((rule) => rule.state === state).length;
  return (
    <span className={styles.share}>
      {driftStates
        .filter((state) => state === 'SAME' || count(state) > 0)
        .map((state) => (
          <span key={state} className={styles.count}>
            <Look look={driftLook(state)} /> {count(state)}
          </span>
        ))}
    </span>
  );
}

function DriftRow({ rule: { state, name, group, isOwn, differences } }: { rule: Rule }) {
  const styles = useStyles2(getStyles);
  return (
    <li className={styles.rule}>
      <Look look={driftLook(state)} className={styles.look} />
      <div className={styles.about}>
        <span>
          {name} <span className={styles.quiet}>{group}</span>
        </span>
        {state === 'EXTRA' && (
          <span className={styles.quiet}>
            {isOwn
              ? t('ruleTargets.drift.ownExtra', 'Not kept here any more; the next push takes it away.')
              : t('ruleTargets.drift.foreign', 'Made there by somebody else; it is left alone.')}
          </span>
        )}
        {differences.map(({ field, ours, theirs }) => (
          <div key={field} className={styles.difference}>
            <span className={styles.quiet}>{differenceFieldWords(field)}</span>
            <del className={styles.theirs}>{theirs || '∅'}</del>
            <ins className={styles.ours}>{ours || '∅'}</ins>
          </div>
        ))}
      </div>
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const value = {
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
    padding: theme.spacing(0, 0.5),
    borderRadius: theme.shape.radius.default,
  } as const;
  return {
    head: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      justifyContent: 'space-between',
      gap: theme.spacing(1),
      marginBottom: theme.spacing(1),
    }),
    share: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 2) }),
    count: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.5) }),
    quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
    list: css({ listStyle: 'none', margin: 0, padding: 0 }),
    rule: css({
      display: 'grid',
      gridTemplateColumns: '112px 1fr',
      gap: theme.spacing(1),
      padding: theme.spacing(0.75, 0),
      borderTop: `1px solid ${theme.colors.border.weak}`,
      [theme.breakpoints.down('md')]: { gridTemplateColumns: '1fr' },
    }),
    look: css({ alignSelf: 'start' }),
    about: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5), minWidth: 0 }),
    difference: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: theme.spacing(0.5, 1) }),
    theirs: css({ ...value, background: theme.colors.error.transparent }),
    ours: css({ ...value, background: theme.colors.success.transparent, textDecoration: 'none' }),
  };
};
