import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { OutputLine, Stretch } from './createOutputReader';
import { cutAtMatches, type Match } from './findMatches';

interface Props {
  line: OutputLine;
  matches: Match[] | undefined;
  current: Match | undefined;
}

/** A line in its colours, with the places that a search found in it. */
export function LineText({ line, matches, current }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  return (
    <>
      {cutAtMatches(line.stretches, matches ?? []).map(({ stretch, text, match }, index) => {
        const style = styleOf(line.stretches[stretch], theme);
        return match === undefined ? (
          <span key={index} style={style}>
            {text}
          </span>
        ) : (
          <mark key={index} className={cx(styles.match, match === current && styles.current)}>
            {text}
          </mark>
        );
      })}
    </>
  );
}

/** The sixteen names stand for the theme's own shades, so that they can be read on light and on dark; other colours are as they were written. */
function styleOf(stretch: Stretch | undefined, theme: GrafanaTheme2): React.CSSProperties | undefined {
  if (stretch === undefined) {
    return undefined;
  }
  const { color, background, bold, dim, italic, underline, strikethrough } = stretch;
  const decoration = [underline && 'underline', strikethrough && 'line-through'].filter(Boolean).join(' ');
  return {
    color: color && shadeOf(color, theme),
    background: background && shadeOf(background, theme),
    fontWeight: bold ? theme.typography.fontWeightBold : undefined,
    opacity: dim ? 0.7 : undefined,
    fontStyle: italic ? 'italic' : undefined,
    textDecoration: decoration || undefined,
  };
}

function shadeOf(color: string, theme: GrafanaTheme2): string {
  if (/^\d/.test(color)) {
    return `rgb(${color})`;
  }
  const isBright = color.startsWith('bright-');
  const name = color.replace('bright-', '');
  const word = { cyan: 'blue', magenta: 'purple' }[name] ?? name;
  switch (name) {
    case 'black':
      return isBright ? theme.colors.text.disabled : theme.colors.background.canvas;
    case 'white':
      return isBright ? theme.colors.text.maxContrast : theme.colors.text.primary;
    default:
      return theme.visualization.getColorByName(
        // Text needs the darker shades on light ground and the lighter ones on dark.
        `${theme.isDark ? (isBright ? 'super-light-' : 'light-') : isBright ? 'semi-dark-' : 'dark-'}${word}`
      );
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  match: css({
    padding: 0,
    color: theme.colors.text.maxContrast,
    background: theme.colors.warning.transparent,
    outline: `1px solid ${theme.colors.warning.border}`,
  }),
  current: css({ color: theme.colors.warning.contrastText, background: theme.colors.warning.main }),
});
