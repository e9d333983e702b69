import { css } from '@emotion/css';
import type { GrafanaTheme2, NavModelItem } from '@grafana/data';
import { Icon, Link, useStyles2 } from '@grafana/ui';
import { type ShownPage, useShownPage } from './pageStore.ts';
import { texts } from './texts.ts';

/** The way from the home page to the page that is shown; each step but the last is a link. */
export function Breadcrumbs() {
  const styles = useStyles2(getStyles);
  const page = useShownPage();
  const steps = page === undefined ? [] : stepsTo(page);
  return (
    <nav className={styles.nav} aria-label={texts.breadcrumbs}>
      <ol className={styles.list}>
        {steps.map((step, index) => (
          <li key={`${step.text} ${step.url}`} className={styles.step}>
            {index < steps.length - 1 ? (
              <>
                <Link className={styles.link} href={step.url ?? '/'}>
                  {step.text}
                </Link>
                <Icon name="angle-right" className={styles.separator} />
              </>
            ) : (
              <span className={styles.current} aria-current="page" title={step.text}>
                {step.text}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Home, the section, its page, then what the page says of itself with its parents; nothing is named twice in a row. */
function stepsTo({ section, pageNav }: ShownPage): NavModelItem[] {
  const own: NavModelItem[] = [];
  for (let item = pageNav; item !== undefined; item = item.parentItem) {
    if (!item.hideFromBreadcrumbs) {
      own.unshift(item);
    }
  }
  const all = [{ text: texts.home, url: '/' }, section.main, section.node, ...own];
  return all.filter((item, index) => item.text !== '' && all.findIndex(({ text }) => text === item.text) === index);
}

const getStyles = (theme: GrafanaTheme2) => ({
  nav: css({ flex: '1 1 auto', minWidth: 0, overflow: 'hidden' }),
  list: css({ display: 'flex', listStyle: 'none', margin: 0, padding: 0 }),
  step: css({
    alignItems: 'center',
    display: 'flex',
    flex: '0 1 auto',
    minWidth: 0,
    [theme.breakpoints.down('md')]: { '&:not(:last-child)': { display: 'none' } },
  }),
  link: css({
    borderRadius: theme.shape.radius.default,
    color: theme.colors.text.primary,
    overflow: 'hidden',
    padding: theme.spacing(0.25, 0.5),
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    '&:hover': { textDecoration: 'underline' },
  }),
  separator: css({ color: theme.colors.text.secondary, flex: '0 0 auto' }),
  current: css({
    color: theme.colors.text.secondary,
    overflow: 'hidden',
    padding: theme.spacing(0.25, 0.5),
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
});
