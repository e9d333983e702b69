import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Icon, Toggletip, useStyles2 } from '@grafana/ui';
import { useViewer } from '../../api/useViewer';
import { partsOfScope, titleOfScope } from './describeScope';

/** Says that a list holds a part of what there is, and which; nothing for those who see everything. */
export function ScopeBadge() {
  const styles = useStyles2(getStyles);
  const scope = useViewer().data?.scope;
  if (!scope) {
    return null;
  }
  const explanation = (
    <div className={styles.explanation}>
      <Trans i18nKey="scope.explanation">
        Your roles cover a part of the incidents and alerts. What is outside is not listed, counted or found here, and
        an incident leaves the list when it leaves that part.
      </Trans>
      <ul className={styles.parts}>
        {partsOfScope(scope).map((part) => (
          <li key={part}>{part}</li>
        ))}
      </ul>
      <Trans i18nKey="scope.whom">Ask an administrator of your teams for more.</Trans>
    </div>
  );
  return (
    <Toggletip content={explanation} title={t('scope.title', 'Your scope')}>
      <button type="button" className={styles.badge}>
        <Icon name="eye" size="sm" />
        <span className={styles.text}>{titleOfScope(scope)}</span>
      </button>
    </Toggletip>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  badge: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    maxWidth: 280,
    padding: theme.spacing(0.25, 1),
    border: `1px solid ${theme.colors.warning.border}`,
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.warning.transparent,
    color: theme.colors.warning.text,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  text: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  explanation: css({ maxWidth: 360, overflowWrap: 'anywhere' }),
  parts: css({ margin: theme.spacing(1, 0), paddingLeft: theme.spacing(3) }),
});
