import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { RunStatus } from '../../api/generated/graphql';
import { runStatusLook } from '../../words/outcomes';
import { plain } from '../../words/plain';

interface Props {
  /** Newest first. */
  runs: ReadonlyArray<{ id: string; status: RunStatus; seconds?: number | null }>;
}

const HEIGHT = 22;
const WIDTH = 4;
/** The least that a run is drawn as. */
const LEAST = 6;

/** The last runs from left to right: what came of each by its colour, how long it took by its height. */
export function RunMarks({ runs }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  if (runs.length === 0) {
    return null;
  }
  const longest = Math.max(1, ...runs.map(({ seconds }) => seconds ?? 0));
  const counts = new Map<RunStatus, number>();
  runs.forEach(({ status }) => counts.set(status, (counts.get(status) ?? 0) + 1));
  const words = [...counts].map(([status, count]) => `${runStatusLook(status).text}: ${count}`).join(', ');
  const label = t('runMarks.label', 'The last runs: {{words}}', { ...plain, words });
  return (
    <svg role="img" aria-label={label} className={styles.marks} width={runs.length * (WIDTH + 1) - 1} height={HEIGHT}>
      <title>{label}</title>
      {[...runs].reverse().map(({ id, status, seconds }, index) => {
        // What ended at once, and what goes on, is seen as well.
        const height = LEAST + (HEIGHT - LEAST) * Math.sqrt((seconds ?? longest) / longest);
        return (
          <rect
            key={id}
            x={index * (WIDTH + 1)}
            y={HEIGHT - height}
            width={WIDTH}
            height={height}
            rx={1}
            fill={colorOf(theme, runStatusLook(status).color)}
          />
        );
      })}
    </svg>
  );
}

/** Cancelled runs and the like are as quiet as a line. */
function colorOf(theme: GrafanaTheme2, color: string): string {
  return color === 'text' ? theme.colors.border.strong : theme.visualization.getColorByName(color);
}

const getStyles = () => ({ marks: css({ display: 'block', flex: 'none' }) });
