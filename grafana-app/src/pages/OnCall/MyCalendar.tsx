import React from 'react';
import { t } from '@grafana/i18n';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { MyCalendarLinkDocument } from '../../api/generated/graphql';
import { CalendarAddress } from '../../components/CalendarAddress/CalendarAddress';
import { Section } from '../../components/Section/Section';
import { schedulesKey } from '../Schedules/useSchedules';

/** The viewer's own shifts in a calendar program. */
export function MyCalendar() {
  const { data } = useQuery({
    queryKey: [...schedulesKey, 'myCalendar'],
    queryFn: async ({ signal }) => (await ask(MyCalendarLinkDocument, {}, signal)).data.myCalendarLink ?? null,
  });
  return (
    <Section title={t('onCall.myCalendar', 'My shifts in a calendar')}>
      <CalendarAddress link={data ?? null} scheduleId={null} />
    </Section>
  );
}
