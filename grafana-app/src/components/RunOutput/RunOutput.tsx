import React, { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, IconButton, Input, useStyles2 } from '@grafana/ui';
import { useVirtualizer } from '@tanstack/react-virtual';
import { language } from '../../api/language';
import { plain } from '../../words/plain';
import { KEPT, type Output, type OutputLine } from './createOutputReader';
import { findMatches, type Match, MOST_MATCHES } from './findMatches';
import { LineText } from './LineText';

const LINE_HEIGHT = 20;
/** So near its end, in pixels, the view still follows what comes. */
const NEAR_END = 30;

interface Props {
  /** What it is the output of, for those who do not see it. */
  label: string;
  output: Output;
  /** Whether more will come. */
  isLive?: boolean;
  /** The name of the file that it is saved as; no button when it is absent. */
  fileName?: string;
  /** Bytes that the platform did not keep, because the output was larger than it keeps. */
  cutBytes?: number;
}

/**
 * What a program wrote, with its colours. Only the lines in view exist. While it is at its end it follows what comes; scrolling up holds it. Enter in
 * the search goes to the next place, with Shift to the one before.
 */
export function RunOutput({ label, output, isLive = false, fileName, cutBytes = 0 }: Props) {
  const styles = useStyles2(getStyles);
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const [follows, setFollows] = useState(true);
  const [wraps, setWraps] = useState(false);
  const view = useRef<HTMLDivElement>(null);
  const { lines } = output;
  const matches = useMemo(() => findMatches(lines, search), [lines, search]);
  const byLine = useMemo(() => groupByLine(matches), [matches]);
  const current = matches[Math.min(at, matches.length - 1)];
  // eslint-disable-next-line react-hooks/incompatible-library -- a note to the React compiler, which builds nothing here
  const virtualizer = useVirtualizer({
    count: lines.length,
    estimateSize: () => LINE_HEIGHT,
    // An element that is not laid out has no height, but is not therefore nothing.
    measureElement: (element: Element) => element.getBoundingClientRect().height || LINE_HEIGHT,
    overscan: 20,
    getScrollElement: () => view.current,
    getItemKey: (index) => lines[index]?.number ?? index,
  });

  useEffect(() => {
    if (follows && lines.length > 0) {
      virtualizer.scrollToIndex(lines.length - 1, { align: 'end' });
    }
  }, [follows, lines, virtualizer]);

  useEffect(() => {
    // Lines that were several high are one again, and the other way round.
    virtualizer.measure();
  }, [wraps, virtualizer]);

  const goTo = (place: number) => {
    const next = matches.length === 0 ? 0 : (place + matches.length) % matches.length;
    setAt(next);
    const match = matches[next];
    if (match !== undefined) {
      setFollows(false);
      virtualizer.scrollToIndex(match.line, { align: 'center' });
    }
  };
  const onScroll = () => {
    const element = view.current;
    if (element !== null) {
      const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END;
      setFollows((before) => (isAtEnd ? true : before && !hasRoomBelow(element)));
    }
  };
  const byKey = ({ key, shiftKey }: KeyboardEvent) => key === 'Enter' && goTo(at + (shiftKey ? -1 : 1));

  return (
    <div className={styles.output}>
      <div className={styles.bar}>
        <div className={styles.search}>
          <Input
            value={search}
            placeholder={t('output.search', 'Search the output')}
            aria-label={t('output.search', 'Search the output')}
            onKeyDown={byKey}
            onChange={({ currentTarget }) => {
              setSearch(currentTarget.value);
              setAt(0);
            }}
          />
        </div>
        {search !== '' && (
          <>
            <span role="status" className={styles.count}>
              {countWords(matches.length, at)}
            </span>
            <IconButton
              name="angle-up"
              disabled={matches.length === 0}
              aria-label={t('output.previous', 'The place before')}
              tooltip={t('output.previous', 'The place before')}
              onClick={() => goTo(at - 1)}
            />
            <IconButton
              name="angle-down"
              disabled={matches.length === 0}
              aria-label={t('output.next', 'The next place')}
              tooltip={t('output.next', 'The next place')}
              onClick={() => goTo(at + 1)}
            />
          </>
        )}
        <span className={styles.rest}>
          {isLive && (
            <Button
              size="sm"
              variant={follows ? 'primary' : 'secondary'}
              fill="outline"
              icon={follows ? 'arrow-down' : 'pause'}
              aria-pressed={follows}
              onClick={() => setFollows(!follows)}
            >
              {t('output.follow', 'Follow')}
            </Button>
          )}
          <Button
            size="sm"
            variant="secondary"
            fill={wraps ? 'solid' : 'outline'}
            icon="wrap-text"
            aria-pressed={wraps}
            onClick={() => setWraps(!wraps)}
          >
            {t('output.wrap', 'Wrap lines')}
          </Button>
          <IconButton
            name="copy"
            aria-label={t('output.copy', 'Copy what is kept here')}
            tooltip={t('output.copy', 'Copy what is kept here')}
            onClick={() => void navigator.clipboard?.writeText(textOf(lines))}
          />
          {fileName !== undefined && (
            <IconButton
              name="download-alt"
              aria-label={t('output.save', 'Save as a file')}
              tooltip={t('output.save', 'Save as a file')}
              onClick={() => save(fileName, textOf(lines))}
            />
          )}
        </span>
      </div>
      {output.dropped > 0 && (
        <p className={styles.note}>
          {t('output.dropped', 'The first {{count}} lines are not shown here: this page keeps the last {{kept}}.', {
            ...plain,
            count: output.dropped,
            kept: new Intl.NumberFormat(language()).format(KEPT.lines),
          })}
        </p>
      )}
      {cutBytes > 0 && (
        <p className={styles.note}>
          {t('output.cut', 'It wrote more than the platform keeps: {{size}} are missing.', {
            ...plain,
            size: new Intl.NumberFormat(language(), { style: 'unit', unit: 'kilobyte' }).format(
              Math.ceil(cutBytes / 1000)
            ),
          })}
        </p>
      )}
      {/* It scrolls, so the keyboard must reach it. */}
      <div
        ref={view}
        className={styles.view}
        role="log"
        aria-live="off"
        aria-label={label}
        tabIndex={0}
        onScroll={onScroll}
      >
        {lines.length === 0 ? (
          <p className={styles.empty}>
            {isLive ? t('output.none', 'Nothing written yet') : t('output.nothing', 'It wrote nothing')}
          </p>
        ) : (
          <div className={styles.lines} style={{ height: virtualizer.getTotalSize() }}>
            {virtualizer.getVirtualItems().map(({ key, index, start }) => {
              const line = lines[index];
              return (
                line && (
                  <div
                    key={key}
                    ref={wraps ? virtualizer.measureElement : undefined}
                    data-index={index}
                    className={cx(styles.line, wraps && styles.wrapped, line.isError && styles.error)}
                    style={{ transform: `translateY(${start}px)` }}
                  >
                    <span className={styles.number} aria-hidden>
                      {line.number}
                    </span>
                    <span className={styles.text}>
                      <LineText line={line} matches={byLine.get(index)} current={current} />
                    </span>
                  </div>
                )
              );
            })}
          </div>
        )}
      </div>
    </div>
  );
}

function hasRoomBelow({ scrollHeight, clientHeight }: HTMLElement): boolean {
  return scrollHeight > clientHeight;
}

function countWords(count: number, at: number): string {
  return count === 0
    ? t('output.noMatch', 'Not found')
    : t('output.match', '{{number}} of {{count}}', {
        ...plain,
        number: Math.min(at, count - 1) + 1,
        count: count >= MOST_MATCHES ? `${count}+` : count,
      });
}

function groupByLine(matches: Match[]): Map<number, Match[]> {
  const byLine = new Map<number, Match[]>();
  for (const match of matches) {
    byLine.set(match.line, [...(byLine.get(match.line) ?? []), match]);
  }
  return byLine;
}

const textOf = (lines: readonly OutputLine[]) => lines.map(({ text }) => text).join('\n');

function save(name: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

const getStyles = (theme: GrafanaTheme2) => ({
  output: css({
    minWidth: 0,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.canvas,
  }),
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  search: css({ flex: '0 1 260px', minWidth: 140 }),
  count: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
  rest: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), marginLeft: 'auto' }),
  note: css({
    margin: 0,
    padding: theme.spacing(0.5, 1),
    color: theme.colors.warning.text,
    background: theme.colors.warning.transparent,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  view: css({
    maxHeight: 440,
    overflow: 'auto',
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: `${LINE_HEIGHT}px`,
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: -2 },
  }),
  empty: css({ margin: 0, padding: theme.spacing(1.5), color: theme.colors.text.secondary }),
  lines: css({ position: 'relative', minWidth: 'max-content' }),
  line: css({
    position: 'absolute',
    top: 0,
    left: 0,
    minWidth: '100%',
    display: 'flex',
    gap: theme.spacing(1.5),
    paddingRight: theme.spacing(1),
    whiteSpace: 'pre',
    '&:hover': { background: theme.colors.action.hover },
  }),
  wrapped: css({ right: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
  error: css({ background: theme.colors.error.transparent }),
  number: css({
    flex: 'none',
    width: 56,
    textAlign: 'right',
    color: theme.colors.text.disabled,
    userSelect: 'none',
    fontVariantNumeric: 'tabular-nums',
  }),
  text: css({ flex: 1, minWidth: 0 }),
});
