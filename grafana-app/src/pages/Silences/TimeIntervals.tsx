import React, { useState } from 'react';
import { dateTimeFormat } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge } from '@grafana/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  DeleteTimeIntervalDocument,
  type TimeIntervalRowFragment,
  TimeIntervalsDocument,
} from '../../api/generated/graphql';
import { PAGE_SIZE, toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';
import { usePermission } from '../../api/useViewer';
import { Quiet } from '../../components/Section/Section';
import { intervalLines } from '../../words/intervals';
import { plain } from '../../words/plain';
import { IntervalDrawer } from './IntervalDrawer';
import { QuietCard } from './QuietCard';
import { CardVerbs, QuietList } from './QuietList';

/** Named times that routes refer to: in which, or outside which, their incidents are quiet. */
export function TimeIntervals() {
  const [editing, setEditing] = useState<TimeIntervalRowFragment | 'new'>();
  const may = usePermission('quiet:manage') === true;
  const queryClient = useQueryClient();
  const list = usePaged<TimeIntervalRowFragment>(['timeIntervals', 'all'], async (after, signal) => {
    const answer = await ask(TimeIntervalsDocument, { first: PAGE_SIZE, after }, signal);
    return toPage(answer.data.timeIntervals, answer);
  });
  const remove = useMutation({
    mutationFn: (id: string) => ask(DeleteTimeIntervalDocument, { id }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['timeIntervals'] }),
  });
  return (
    <>
      <QuietList
        list={list}
        help={t(
          'intervals.help',
          'Routes name these: an incident is quiet in a mute interval of its route, and outside all of its active ones.'
        )}
        addText={t('intervals.new', 'New time interval')}
        mayAdd={may}
        onAdd={() => setEditing('new')}
        none={t('intervals.none', 'No time intervals yet')}
        noneHelp={t('intervals.noneHelp', 'For instance office hours, outside which a route tells nobody of warnings.')}
        fault={remove.error}
        card={(interval) => (
          <QuietCard
            key={interval.id}
            title={interval.name}
            badge={
              <Badge
                color={interval.isActive ? 'green' : 'darkgrey'}
                icon="clock-nine"
                text={
                  interval.isActive ? t('intervals.holds', 'Holds now') : t('intervals.holdsNot', 'Does not hold now')
                }
              />
            }
            verbs={<CardVerbs may={may} edit={() => setEditing(interval)} remove={() => remove.mutate(interval.id)} />}
          >
            {intervalLines(interval.intervals).map((line, index) => (
              <span key={index}>{line}</span>
            ))}
            {interval.nextTurn && (
              <Quiet>
                {t('intervals.nextTurn', 'Changes {{time}}', { ...plain, time: dateTimeFormat(interval.nextTurn) })}
              </Quiet>
            )}
          </QuietCard>
        )}
      />
      {editing !== undefined && (
        <IntervalDrawer before={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
    </>
  );
}
