import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';
import { CHROME_HEIGHT } from './installSingletons.ts';
import { MegaMenu } from './MegaMenu.tsx';
import { texts } from './texts.ts';
import { TopBar } from './TopBar.tsx';
import { useMenu } from './useMenu.ts';

const BANNER_HEIGHT = 24;
const BAR_HEIGHT = CHROME_HEIGHT - BANNER_HEIGHT;

/** What stands around every page: the host's banner, the menu and the top bar. */
export function Chrome({ children }: { children: ReactNode }) {
  const styles = useStyles2(getStyles);
  const menu = useMenu();
  const docked = menu.open && menu.mode === 'docked';
  return (
    <div className={styles.chrome}>
      <div className={styles.banner} role="note">
        {texts.banner}
      </div>
      <div className={styles.body}>
        {menu.open && (
          <>
            {menu.mode === 'over' && <div className={styles.shade} role="presentation" onClick={menu.leave} />}
            <div className={cx(styles.menu, !docked && styles.menuOver)}>
              <MegaMenu height={BAR_HEIGHT} onClose={menu.toggle} onLeave={menu.leave} />
            </div>
          </>
        )}
        <div className={styles.column}>
          <TopBar height={BAR_HEIGHT} menuButton={!docked} onMenu={menu.toggle} />
          <main className={styles.page} id="pageContent">
            {children}
          </main>
        </div>
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  chrome: css({ display: 'flex', flexDirection: 'column', height: '100vh', overflow: 'hidden' }),
  banner: css({
    background: theme.colors.info.transparent,
    color: theme.colors.info.text,
    flex: `0 0 ${BANNER_HEIGHT}px`,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: `${BANNER_HEIGHT}px`,
    overflow: 'hidden',
    padding: theme.spacing(0, 2),
    textAlign: 'center',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
  body: css({ display: 'flex', flex: '1 1 0', minHeight: 0, position: 'relative' }),
  menu: css({
    background: theme.colors.background.primary,
    borderRight: `1px solid ${theme.colors.border.weak}`,
    display: 'flex',
    flex: '0 0 300px',
    flexDirection: 'column',
    minHeight: 0,
  }),
  menuOver: css({
    boxShadow: theme.shadows.z3,
    inset: '0 auto 0 0',
    maxWidth: '100%',
    position: 'absolute',
    width: 300,
    zIndex: theme.zIndex.sidemenu,
  }),
  shade: css({
    background: theme.components.overlay.background,
    inset: 0,
    position: 'absolute',
    zIndex: theme.zIndex.navbarFixed,
  }),
  column: css({ display: 'flex', flex: '1 1 0', flexDirection: 'column', minWidth: 0 }),
  page: css({ display: 'flex', flex: '1 1 0', flexDirection: 'column', minHeight: 0, overflow: 'auto' }),
});
