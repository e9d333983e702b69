import React from 'react';
import { dateTimeFormat } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, Button, Stack, TextLink } from '@grafana/ui';
import type { IncidentHeadFragment } from '../../api/generated/graphql';
import { Failure } from '../../components/Failure/Failure';
import { paths } from '../../routing/paths';
import { useNow } from '../../time/useNow';
import { plain } from '../../words/plain';
import { availability, useReasonAgainst } from '../../api/useReasonAgainst';
import type { IncidentVerbs } from './useIncidentVerbs';

/** Says where the alerts of a merged incident went, and offers to take them back while that is possible. */
export function MergedAway({ incident, verbs: { unmerge } }: { incident: IncidentHeadFragment; verbs: IncidentVerbs }) {
  const now = useNow();
  const reason = useReasonAgainst()('incidents:merge');
  const { mergedInto, unmergeUntil, id } = incident;
  if (incident.status !== 'MERGED') {
    return null;
  }
  const undoable = unmergeUntil != null && Date.parse(unmergeUntil) > now;
  return (
    <>
      {unmerge.error ? <Failure error={unmerge.error} /> : null}
      <Alert severity="info" title={t('incident.merged.title', 'This incident was merged')}>
        <Stack direction="column" gap={1} alignItems="flex-start">
          {mergedInto && (
            <TextLink href={paths.incident(mergedInto.id)}>{`#${mergedInto.number} ${mergedInto.title}`}</TextLink>
          )}
          {undoable && (
            <Button
              size="sm"
              variant="secondary"
              icon={unmerge.isPending ? 'spinner' : 'history'}
              onClick={() => unmerge.mutate(id)}
              {...availability(unmerge.isPending, reason)}
            >
              {t('incident.merged.undoUntil', 'Undo, until {{time}}', {
                ...plain,
                time: dateTimeFormat(unmergeUntil, { format: 'HH:mm' }),
              })}
            </Button>
          )}
        </Stack>
      </Alert>
    </>
  );
}

/** Said after another incident was merged into this one, with the way back beside it. */
export function MergedIn({
  source,
  verbs: { unmerge },
  onDismiss,
}: {
  source: { id: string; number: number };
  verbs: IncidentVerbs;
  onDismiss(): void;
}) {
  return (
    <Alert
      severity="success"
      title={t('incident.merged.done', '#{{number}} is part of this incident now', { ...plain, number: source.number })}
      buttonContent={t('incident.merged.undo', 'Undo')}
      onRemove={() => unmerge.mutate(source.id, { onSettled: onDismiss })}
    />
  );
}
