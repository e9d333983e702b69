import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, Drawer, Stack } from '@grafana/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  DeleteServiceHoursDocument,
  ServiceHoursDocument,
  type ServiceHoursFieldsFragment,
} from '../../api/generated/graphql';
import { PAGE_SIZE, toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';
import { plain } from '../../words/plain';
import { QuietCard } from '../Silences/QuietCard';
import { CardVerbs, QuietList } from '../Silences/QuietList';
import { ServiceHoursForm, WorkWeek } from './ServiceHoursForm';

/** When teams work: the deadlines of their incidents run only then. */
export function ServiceHoursDrawer({ mayManage, onClose }: { mayManage: boolean; onClose(): void }) {
  const [editing, setEditing] = useState<ServiceHoursFieldsFragment | 'new'>();
  const queryClient = useQueryClient();
  const list = usePaged<ServiceHoursFieldsFragment & { id: string }>(['serviceHours'], async (after, signal) => {
    const answer = await ask(ServiceHoursDocument, { first: PAGE_SIZE, after }, signal);
    const { edges, pageInfo } = answer.data.serviceHours;
    return toPage({ edges: edges.map(({ node }) => ({ node: { ...node, id: node.teamId } })), pageInfo }, answer);
  });
  const remove = useMutation({
    mutationFn: (teamId: string) => ask(DeleteServiceHoursDocument, { teamId }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['serviceHours'] }),
  });
  return (
    <Drawer
      size="md"
      title={t('serviceHours.title', 'Service hours')}
      subtitle={t(
        'serviceHours.subtitle',
        'The minutes of an SLA pass only while the team that owns the incident works. A team that is not here works around the clock.'
      )}
      onClose={onClose}
    >
      {editing === undefined ? (
        <QuietList
          list={list}
          help={t('serviceHours.help', 'A change counts for deadlines that are set from then on.')}
          addText={t('serviceHours.new', 'Add a team')}
          mayAdd={mayManage}
          onAdd={() => setEditing('new')}
          none={t('serviceHours.none', 'Every team works around the clock')}
          noneHelp={t(
            'serviceHours.noneHelp',
            'For a team with office hours, say when it works: what breaks on Friday evening is then due on Monday.'
          )}
          fault={remove.error}
          card={(hours) => (
            <QuietCard
              key={hours.teamId}
              title={
                hours.team?.name ?? t('serviceHours.gone', 'Team {{id}}', { ...plain, id: hours.teamId.slice(0, 8) })
              }
              verbs={
                <CardVerbs may={mayManage} edit={() => setEditing(hours)} remove={() => remove.mutate(hours.teamId)} />
              }
            >
              <WorkWeek hours={hours} />
            </QuietCard>
          )}
        />
      ) : (
        <Stack direction="column" gap={2}>
          <div>
            <Button size="sm" variant="secondary" fill="text" icon="angle-left" onClick={() => setEditing(undefined)}>
              <Trans i18nKey="serviceHours.back">All teams</Trans>
            </Button>
          </div>
          <ServiceHoursForm before={editing === 'new' ? undefined : editing} onDone={() => setEditing(undefined)} />
        </Stack>
      )}
    </Drawer>
  );
}
