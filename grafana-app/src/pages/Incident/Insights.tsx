import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import { Link } from 'react-router-dom';
import type { IncidentInsightsQuery } from '../../api/generated/graphql';
import { language } from '../../api/language';
import { Age } from '../../components/Age/Age';
import { paths } from '../../routing/paths';
import { describeEvidence } from '../../words/evidence';
import { lineageKindLook } from '../../words/lineage';
import { plain } from '../../words/plain';

export type Insight = NonNullable<IncidentInsightsQuery['incident']>['insights']['edges'][number]['node'];
type Suspect = Insight['suspects'][number];
type Evidence = Insight['evidence'][number];

/** What the analysis found: suspects with their scores and reasons, or why it could not name any. */
export function Insights({ insights }: { insights: Insight[] }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.insights}>
      {insights.map((insight) => (
        <article key={insight.id} className={styles.insight}>
          <div className={styles.head}>
            {insight.verdict === 'NOT_ENOUGH_EVIDENCE' ? (
              <span className={styles.verdict}>
                <Icon name="question-circle" /> {t('insight.notEnough', 'Not enough evidence')}
              </span>
            ) : (
              <span className={styles.verdict}>
                <Icon name="brain" />{' '}
                {t('insight.suspects', '{{count}} suspects', {
                  ...plain,
                  count: insight.suspects.length,
                  defaultValue_one: '{{count}} suspect',
                  defaultValue_other: '{{count}} suspects',
                })}
              </span>
            )}
            <span className={styles.quiet}>
              <Age since={insight.createdAt} ago />
            </span>
          </div>
          <p className={styles.summary} title={insight.summary}>
            {leadWords(insight)}
          </p>
          {insight.suspects.length > 0 && (
            <ol className={styles.list}>
              {insight.suspects.map((suspect) => (
                <SuspectRow key={suspect.rank} suspect={suspect} />
              ))}
            </ol>
          )}
          {insight.evidence.length > 0 && (
            <details className={styles.details} open={insight.verdict === 'NOT_ENOUGH_EVIDENCE'}>
              <summary>{t('insight.evidence', 'What was looked at')}</summary>
              <EvidenceList evidence={insight.evidence} />
            </details>
          )}
        </article>
      ))}
    </div>
  );
}

/** What it comes to, in one sentence; the platform's own summary is English and stands in the tooltip. */
function leadWords({ suspects: [best] }: Insight): string {
  return best === undefined
    ? t('insight.none', 'What is known does not single anything out.')
    : t('insight.lead', '{{name}} is the likeliest cause.', { ...plain, name: best.node.label });
}

function SuspectRow({ suspect: { rank, score, node, reasons } }: { suspect: Suspect }) {
  const styles = useStyles2(getStyles);
  const { icon, color, text } = lineageKindLook(node.kind);
  const shade = useTheme2().visualization.getColorByName(color);
  const percent = new Intl.NumberFormat(language(), { style: 'percent' }).format(score);
  return (
    <li className={styles.suspect}>
      <div className={styles.row}>
        <span className={styles.rank}>{rank}</span>
        <Icon name={icon} style={{ color: shade }} title={text} />
        <span className={styles.name} title={node.label}>
          {node.kind === 'RESOURCE' ? <Link to={paths.resource(node.id)}>{node.label}</Link> : node.label}
        </span>
        <span className={styles.score}>{percent}</span>
      </div>
      <div
        className={styles.meter}
        role="meter"
        aria-valuemin={0}
        aria-valuemax={1}
        aria-valuenow={score}
        aria-label={t('insight.score', 'Score of {{name}}', { ...plain, name: node.label })}
      >
        <div style={{ width: `${Math.round(score * 100)}%` }} />
      </div>
      <EvidenceList evidence={reasons} />
    </li>
  );
}

function EvidenceList({ evidence }: { evidence: Evidence[] }) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list}>
      {evidence.map((piece, index) => {
        const { title, sentence, icon, missing } = describeEvidence(piece);
        return (
          <li key={`${piece.kind}${index}`} className={styles.evidence}>
            <Icon name={icon} size="sm" />
            <span>
              <span className={missing ? styles.missing : styles.found}>{title}</span> {sentence}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  insights: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  insight: css({
    padding: theme.spacing(1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    minWidth: 0,
  }),
  head: css({ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: theme.spacing(0, 1) }),
  verdict: css({
    fontWeight: theme.typography.fontWeightMedium,
    display: 'inline-flex',
    gap: theme.spacing(0.5),
    alignItems: 'center',
  }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  summary: css({ margin: theme.spacing(0.5, 0, 1), overflowWrap: 'anywhere' }),
  list: css({
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
  }),
  suspect: css({ paddingTop: theme.spacing(0.75), borderTop: `1px solid ${theme.colors.border.weak}` }),
  row: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.75), minWidth: 0 }),
  rank: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums', minWidth: '1.2em' }),
  name: css({
    flex: 1,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontWeight: theme.typography.fontWeightMedium,
    '& a': { color: theme.colors.text.link },
  }),
  score: css({ fontVariantNumeric: 'tabular-nums' }),
  meter: css({
    height: 4,
    margin: theme.spacing(0.5, 0),
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.border.weak,
    overflow: 'hidden',
    '& > div': { height: '100%', background: theme.colors.primary.main },
  }),
  details: css({
    marginTop: theme.spacing(1),
    '& summary': {
      cursor: 'pointer',
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
    },
  }),
  evidence: css({
    display: 'flex',
    gap: theme.spacing(0.5),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    overflowWrap: 'anywhere',
    '& > svg, & > div': { flexShrink: 0, marginTop: 3 },
  }),
  found: css({ color: theme.colors.text.primary }),
  missing: css({ color: theme.colors.warning.text }),
});
