import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { FieldSet, Text, useStyles2 } from '@grafana/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { createQueryClient } from '../../api/queryClient';
import { useViewer } from '../../api/useViewer';
import { describeGrant, partsOfScope } from '../Scope/describeScope';
import { describeFailure } from './describeFailure';

/** What the platform lets this person see: their teams, the roles that these hold, and of what. */
export function YourAccess() {
  const [client] = useState(() => createQueryClient());
  return (
    <QueryClientProvider client={client}>
      <FieldSet label={t('scope.access.title', 'Your access')}>
        <Access />
      </FieldSet>
    </QueryClientProvider>
  );
}

function Access() {
  const styles = useStyles2(getStyles);
  const { data, error } = useViewer();
  if (error) {
    return (
      <Text color="secondary">
        {t('scope.access.failed', 'Your access cannot be read: {{why}}', { why: describeFailure(error) })}
      </Text>
    );
  }
  if (!data) {
    return <Text color="secondary">{t('scope.access.loading', 'Loading your access…')}</Text>;
  }
  const { scope, teams, tenant } = data;
  const grants = teams.flatMap((team) => team.grants.map((grant) => ({ team, grant })));
  return (
    <>
      <p>
        {scope
          ? t('scope.access.narrowed', 'You see a part of the incidents and alerts of {{tenant}}: {{parts}}.', {
              tenant: tenant.name,
              parts: partsOfScope(scope).join('; '),
              interpolation: { escapeValue: false },
            })
          : t(
              'scope.access.everything',
              'You see every incident and alert of {{tenant}}, except private ones of others.',
              {
                tenant: tenant.name,
                interpolation: { escapeValue: false },
              }
            )}
      </p>
      {grants.length === 0 ? (
        <Text color="secondary">{t('scope.access.none', 'You are in no team, so you hold no role.')}</Text>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('scope.access.team', 'Team')}</th>
              <th scope="col">{t('scope.access.role', 'Role')}</th>
              <th scope="col">{t('scope.access.part', 'Of')}</th>
            </tr>
          </thead>
          <tbody>
            {grants.map(({ team, grant }) => (
              <tr key={`${team.id} ${grant.role.id}`}>
                <td>{team.name}</td>
                <td>{grant.role.name}</td>
                <td>{describeGrant(grant)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({
    maxWidth: 720,
    width: '100%',
    'th, td': { padding: theme.spacing(0.5, 2, 0.5, 0), textAlign: 'left', overflowWrap: 'anywhere' },
    th: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightMedium },
    'tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
});
