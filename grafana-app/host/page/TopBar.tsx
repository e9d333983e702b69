import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ToolbarButton, useStyles2 } from '@grafana/ui';
import { Breadcrumbs } from './Breadcrumbs.tsx';
import { Switchers } from './Switchers.tsx';
import { texts } from './texts.ts';

interface Props {
  height: number;
  /** Whether the menu is out of sight, and so needs a button here. */
  menuButton: boolean;
  onMenu(): void;
}

/** Where the page stands, and the host's switchers. */
export function TopBar({ height, menuButton, onMenu }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <header className={styles.bar} style={{ height }}>
      {menuButton && (
        <ToolbarButton
          icon="bars"
          iconSize="xl"
          narrow
          tooltip={texts.openMenu}
          aria-label={texts.openMenu}
          onClick={onMenu}
        />
      )}
      <Breadcrumbs />
      <Switchers />
    </header>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    alignItems: 'center',
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    boxSizing: 'border-box',
    display: 'flex',
    flex: '0 0 auto',
    gap: theme.spacing(1),
    padding: theme.spacing(0, 1, 0, 2),
  }),
});
