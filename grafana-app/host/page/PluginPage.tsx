import { css } from '@emotion/css';
import { type GrafanaTheme2, PageLayoutType } from '@grafana/data';
import type { PluginPageProps } from '@grafana/runtime';
import { Stack, Tab, TabsBar, Text, useStyles2 } from '@grafana/ui';
import { useContext, useLayoutEffect } from 'react';
import { SectionContext, showPage } from './pageStore.ts';

/** The frame of a plugin's page: title, information, actions and tabs, as Grafana lays them out. */
export function PluginPage({
  actions,
  background,
  children,
  info,
  layout,
  pageNav,
  renderTitle,
  subTitle,
}: PluginPageProps) {
  const styles = useStyles2(getStyles, background ?? 'primary');
  const section = useContext(SectionContext);
  const title = pageNav?.text ?? section.node.text;
  useLayoutEffect(() => {
    showPage({ section, pageNav });
    document.title = [...new Set([title, section.node.text, section.main.text, 'Grafana'])].filter(Boolean).join(' - ');
  }, [section, pageNav, title]);

  if (layout === PageLayoutType.Custom) {
    return <>{children}</>;
  }
  const subTitleShown = subTitle ?? pageNav?.subTitle;
  const tabs = (pageNav?.children ?? []).filter(({ hideFromTabs }) => !hideFromTabs);
  return (
    <div className={styles.canvas}>
      <div className={layout === PageLayoutType.Canvas ? styles.canvasInner : styles.inner}>
        {layout !== PageLayoutType.Canvas && (
          <header className={styles.header}>
            <div className={styles.heading}>
              <div className={styles.titles}>
                {pageNav?.img && <img className={styles.picture} src={pageNav.img} alt="" />}
                {renderTitle ? (
                  renderTitle(title)
                ) : (
                  <Text element="h1" truncate>
                    {title}
                  </Text>
                )}
                {info?.map(({ label, value }) => (
                  <Stack key={label} direction="column" gap={0}>
                    <Text color="secondary" variant="bodySmall">
                      {label}
                    </Text>
                    <div>{value}</div>
                  </Stack>
                ))}
              </div>
              {actions && <div className={styles.actions}>{actions}</div>}
            </div>
            {subTitleShown && <div className={styles.subTitle}>{subTitleShown}</div>}
          </header>
        )}
        {tabs.length > 0 && (
          <div className={styles.tabs}>
            <TabsBar>
              {tabs.map((tab) => (
                <Tab
                  key={tab.id ?? tab.url ?? tab.text}
                  label={tab.text}
                  active={tab.active}
                  icon={tab.icon}
                  counter={tab.tabCounter}
                  href={tab.url}
                  suffix={tab.tabSuffix}
                />
              ))}
            </TabsBar>
          </div>
        )}
        <div className={styles.content}>{children}</div>
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2, background: 'primary' | 'canvas') => ({
  canvas: css({
    background: theme.colors.background[background],
    display: 'flex',
    // It grows with what it holds; with a height of its own it could be made smaller than that.
    flex: '1 0 auto',
    flexDirection: 'column',
    minHeight: '100%',
    position: 'relative',
  }),
  inner: css({
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    padding: theme.spacing(2),
    [theme.breakpoints.up('md')]: { padding: theme.spacing(4) },
  }),
  canvasInner: css({ display: 'flex', flexDirection: 'column', flexGrow: 1, padding: theme.spacing(2) }),
  header: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), marginBottom: theme.spacing(2) }),
  heading: css({
    alignItems: 'flex-start',
    columnGap: theme.spacing(2),
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    rowGap: theme.spacing(1),
  }),
  titles: css({
    alignItems: 'center',
    display: 'flex',
    flex: '1 0 auto',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 4),
    maxWidth: '100%',
    minWidth: 0,
    '& h1': { display: 'flex', marginBottom: 0 },
  }),
  picture: css({ height: 32, marginRight: theme.spacing(-2), width: 32 }),
  actions: css({ alignItems: 'center', display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  subTitle: css({ color: theme.colors.text.secondary, position: 'relative' }),
  tabs: css({ marginBottom: theme.spacing(2), overflowX: 'auto' }),
  content: css({ display: 'flex', flexDirection: 'column', flexGrow: 1 }),
});
