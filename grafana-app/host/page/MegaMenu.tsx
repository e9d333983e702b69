import { css, cx } from '@emotion/css';
import type { GrafanaTheme2, NavLinkDTO } from '@grafana/data';
import { config } from '@grafana/runtime';
import { Icon, IconButton, Link, ScrollContainer, Text, toIconName, useStyles2 } from '@grafana/ui';
import { useState } from 'react';
import { useLocation } from 'react-router-dom-v5-compat';
import { findSection } from './findSection.ts';
import { texts } from './texts.ts';

interface Props {
  /** Of the menu's header: the same as the top bar's. */
  height: number;
  onClose(): void;
  onLeave(): void;
}

/** The menu, drawn from the boot data's navigation as Grafana draws its own. */
export function MegaMenu({ height, onClose, onLeave }: Props) {
  const styles = useStyles2(getStyles);
  const { pathname } = useLocation();
  const { navTree } = config.bootData;
  const { node } = findSection(navTree, pathname, '');
  return (
    <>
      <div className={styles.header} style={{ height }}>
        <Icon name="apps" size="lg" className={styles.mark} />
        <Text weight="medium" truncate>
          {config.bootData.user.orgName}
        </Text>
        <IconButton
          className={styles.close}
          name="web-section-alt"
          tooltip={texts.closeMenu}
          tooltipPlacement="bottom"
          size="lg"
          onClick={onClose}
        />
      </div>
      <nav className={styles.scroller} aria-label={texts.menu}>
        <ScrollContainer height="100%" overflowX="hidden">
          <ul className={styles.list}>
            {navTree.map((section) => (
              <Section key={section.id} section={section} active={node} onLeave={onLeave} />
            ))}
          </ul>
        </ScrollContainer>
      </nav>
    </>
  );
}

interface SectionProps {
  section: NavLinkDTO;
  active: NavLinkDTO;
  onLeave(): void;
}

function Section({ section, active, onLeave }: SectionProps) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(true);
  const children = section.children ?? [];
  return (
    <li>
      <div className={styles.row}>
        <Entry link={section} isActive={active === section} isSection onLeave={onLeave} />
        {children.length > 0 && (
          <IconButton
            name={open ? 'angle-up' : 'angle-down'}
            aria-label={`${open ? texts.collapse : texts.expand}: ${section.text}`}
            aria-expanded={open}
            size="lg"
            onClick={() => setOpen(!open)}
          />
        )}
      </div>
      {open && children.length > 0 && (
        <ul className={styles.children}>
          {children.map((child) => (
            <li key={child.id} className={styles.row}>
              <div className={styles.stem} />
              <Entry link={child} isActive={active === child} onLeave={onLeave} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

interface EntryProps {
  link: NavLinkDTO;
  isActive: boolean;
  isSection?: boolean;
  onLeave(): void;
}

function Entry({ link, isActive, isSection = false, onLeave }: EntryProps) {
  const styles = useStyles2(getStyles);
  const icon = toIconName(link.icon ?? '');
  return (
    <Link
      href={link.url ?? '/'}
      className={cx(styles.entry, isActive && styles.active)}
      aria-current={isActive ? 'page' : undefined}
      onClick={onLeave}
    >
      {link.img && <img className={styles.picture} src={link.img} alt="" />}
      {!link.img && icon && <Icon name={icon} size="lg" />}
      <Text truncate weight={isSection ? 'medium' : undefined}>
        {link.id === 'home' ? texts.home : link.text}
      </Text>
    </Link>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  header: css({
    alignItems: 'center',
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    boxSizing: 'border-box',
    display: 'flex',
    flex: '0 0 auto',
    gap: theme.spacing(1),
    padding: theme.spacing(0, 1, 0, 2),
  }),
  mark: css({ color: theme.colors.text.secondary }),
  close: css({ marginLeft: 'auto' }),
  scroller: css({ flex: '1 1 0', minHeight: 0 }),
  list: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.25),
    listStyle: 'none',
    margin: 0,
    padding: theme.spacing(1, 1, 2, 1),
  }),
  row: css({ alignItems: 'center', display: 'flex', gap: theme.spacing(1), paddingRight: theme.spacing(1) }),
  children: css({ display: 'flex', flexDirection: 'column', listStyle: 'none', margin: 0, padding: 0 }),
  stem: css({
    alignSelf: 'stretch',
    borderRight: `1px solid ${theme.colors.border.weak}`,
    flex: '0 0 auto',
    width: theme.spacing(2.5),
  }),
  entry: css({
    alignItems: 'center',
    borderRadius: theme.shape.radius.default,
    color: theme.colors.text.secondary,
    display: 'flex',
    flex: '1 1 auto',
    gap: theme.spacing(1.5),
    height: theme.spacing(4),
    minWidth: 0,
    overflow: 'hidden',
    padding: theme.spacing(0, 1),
    position: 'relative',
    '&:hover': { background: theme.colors.action.hover, color: theme.colors.text.primary, textDecoration: 'underline' },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  active: css({
    background: theme.colors.action.selected,
    color: theme.colors.text.primary,
    '&::before': {
      backgroundImage: theme.colors.gradients.brandVertical,
      borderRadius: theme.shape.radius.default,
      content: '" "',
      height: theme.spacing(3),
      left: 0,
      position: 'absolute',
      top: '50%',
      transform: 'translateY(-50%)',
      width: theme.spacing(0.5),
    },
  }),
  picture: css({ height: 18, width: 18 }),
});
