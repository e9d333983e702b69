import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Dropdown, Menu, ToolbarButton, useStyles2 } from '@grafana/ui';
import { switchVisitor } from './switchVisitor.ts';
import { texts } from './texts.ts';

const LANGUAGES = [
  { code: 'en-US', name: 'English' },
  { code: 'zh-Hant', name: '繁體中文' },
];

/** Language, theme and person, the three things that every page must be looked at with. */
export function Switchers() {
  const styles = useStyles2(getStyles);
  const { host, user } = window.grafanaBootData;
  const next = user.theme === 'dark' ? 'light' : 'dark';
  const languages = (
    <Menu ariaLabel={texts.language}>
      {LANGUAGES.map(({ code, name }) => (
        <Menu.Item
          key={code}
          label={name}
          active={code === user.language}
          onClick={() => switchVisitor({ lang: code })}
        />
      ))}
    </Menu>
  );
  const people = (
    <Menu ariaLabel={texts.signedInAs.replace('{name}', user.name)}>
      {host.users.map(({ uid, name, role }) => (
        <Menu.Item
          key={uid}
          label={name}
          description={role}
          active={uid === user.uid}
          onClick={() => switchVisitor({ user: uid })}
        />
      ))}
    </Menu>
  );
  return (
    <div className={styles.group}>
      <Dropdown overlay={languages} placement="bottom-end">
        <ToolbarButton icon="globe" iconOnly aria-label={texts.language} tooltip={texts.language} />
      </Dropdown>
      <ToolbarButton
        icon="palette"
        iconOnly
        aria-label={`${texts.theme}: ${texts[next]}`}
        tooltip={`${texts.theme}: ${texts[next]}`}
        onClick={() => switchVisitor({ theme: next })}
      />
      <Dropdown overlay={people} placement="bottom-end">
        <button type="button" className={styles.person} aria-label={texts.signedInAs.replace('{name}', user.name)}>
          {initialsOf(user.name)}
        </button>
      </Dropdown>
    </div>
  );
}

function initialsOf(name: string): string {
  return name
    .split(' ')
    .map(([first = '']) => first)
    .join('')
    .slice(0, 2);
}

const getStyles = (theme: GrafanaTheme2) => ({
  group: css({ alignItems: 'center', display: 'flex', flex: '0 0 auto', gap: theme.spacing(0.5) }),
  person: css({
    background: theme.colors.secondary.main,
    border: 'none',
    borderRadius: theme.shape.radius.circle,
    color: theme.colors.secondary.contrastText,
    fontSize: 10,
    fontWeight: theme.typography.fontWeightMedium,
    height: 24,
    lineHeight: '24px',
    marginLeft: theme.spacing(0.5),
    padding: 0,
    width: 24,
    '&:hover': { background: theme.colors.secondary.shade },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
  }),
});
