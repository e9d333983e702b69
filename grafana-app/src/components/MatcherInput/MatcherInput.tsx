import React, { useEffect, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { IconButton, Input, Toggletip, useStyles2 } from '@grafana/ui';
import { findFault } from './findFault';
import { MatcherFault } from './MatcherFault';

const TYPING_PAUSE_MS = 500;

interface Props {
  value: string;
  /** What the platform says against the value, in its own words. */
  fault: string | undefined;
  onChange(value: string): void;
}

/** A field for conditions on labels in Alertmanager's words; what is not understood is pointed at. */
export function MatcherInput({ value, fault, onChange }: Props) {
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed === value) {
      return;
    }
    const pause = setTimeout(() => onChange(typed.trim()), TYPING_PAUSE_MS);
    return () => clearTimeout(pause);
  }, [typed, value, onChange]);
  const found = fault === undefined || typed.trim() !== value ? undefined : findFault(fault, value);
  const label = t('matchers.label', 'Label matchers');
  return (
    <div>
      <Input
        aria-label={label}
        aria-invalid={found !== undefined}
        invalid={found !== undefined}
        placeholder={t('matchers.placeholder', 'severity="critical", team=~"db|web"')}
        prefix={'{'}
        suffix={
          <>
            {'}'}
            <Toggletip content={<Help />} placement="bottom-end" closeButton>
              <IconButton name="question-circle" aria-label={t('matchers.help', 'How to write label matchers')} />
            </Toggletip>
          </>
        }
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={({ key }) => key === 'Enter' && onChange(typed.trim())}
      />
      {found !== undefined && <MatcherFault text={value} fault={found} />}
    </div>
  );
}

function Help() {
  const styles = useStyles2(getStyles);
  const lines: Array<[string, string]> = [
    ['team="db"', t('matchers.is', 'is exactly this')],
    ['team!="db"', t('matchers.isNot', 'is anything else, or missing')],
    ['team=~"db|web.*"', t('matchers.matches', 'matches the whole expression')],
    ['team!~"test-.+"', t('matchers.matchesNot', 'does not match it')],
    ['team=""', t('matchers.missing', 'is missing')],
  ];
  return (
    <div>
      <p>
        <Trans i18nKey="matchers.intro">
          Conditions as in Alertmanager, all of which must hold, with commas between:
        </Trans>
      </p>
      <dl className={styles.help}>
        {lines.map(([example, meaning]) => (
          <React.Fragment key={example}>
            <dt>
              <code>{example}</code>
            </dt>
            <dd>{meaning}</dd>
          </React.Fragment>
        ))}
      </dl>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  help: css({
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    gap: theme.spacing(0.5, 1.5),
    margin: 0,
    '& dd, & dt': { margin: 0 },
  }),
});
