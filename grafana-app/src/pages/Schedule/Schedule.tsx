import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { Alert, Button, ConfirmModal, EmptyState, LinkButton, TextLink } from '@grafana/ui';
import { useNavigate, useParams } from 'react-router-dom';
import type { OverrideFieldsFragment } from '../../api/generated/graphql';
import { useReasonAgainst } from '../../api/useReasonAgainst';
import { useViewer } from '../../api/useViewer';
import { CalendarAddress } from '../../components/CalendarAddress/CalendarAddress';
import { Failure } from '../../components/Failure/Failure';
import { FormFailure } from '../../components/Failure/FormFailure';
import { PageActions } from '../../components/ListHeader/ListHeader';
import { OnCallLine } from '../../components/OnCallLine/OnCallLine';
import { Section } from '../../components/Section/Section';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { paths } from '../../routing/paths';
import { plain } from '../../words/plain';
import { momentText } from '../../words/schedules';
import { useScheduleChanges } from '../Schedules/useSchedules';
import { type OverrideDraft, OverrideDrawer } from './OverrideDrawer';
import { Quality } from './Quality';
import { ShiftCalendar } from './ShiftCalendar';
import { ScheduleVersions } from './ScheduleVersions';
import { Swaps } from './Swaps';
import { type ScheduleView, useSchedule, useScheduleVerbs } from './useSchedule';

/** One schedule: who is on call now and when, its overrides and swaps, and how good it is. */
export function Schedule() {
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useSchedule(id);
  useScheduleChanges();
  if (data) {
    return <Loaded schedule={data} />;
  }
  return (
    <PluginPage pageNav={{ text: t('schedule.title', 'Schedule'), parentItem: schedulesNav() }}>
      {isPending ? (
        <Skeleton rows={6} />
      ) : error ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : (
        <EmptyState variant="not-found" message={t('schedule.notFound', 'There is no such schedule')}>
          <TextLink href={paths.schedules}>
            <Trans i18nKey="onCall.toSchedules">Go to the schedules</Trans>
          </TextLink>
        </EmptyState>
      )}
    </PluginPage>
  );
}

const schedulesNav = () => ({ text: t('schedules.title', 'Schedules'), url: paths.schedules });

function Loaded({ schedule }: { schedule: ScheduleView }) {
  const navigate = useNavigate();
  const reasonAgainst = useReasonAgainst();
  const viewer = useViewer().data?.person ?? null;
  const verbs = useScheduleVerbs(schedule.id);
  const [draft, setDraft] = useState<OverrideDraft>();
  const [isLooking, setIsLooking] = useState(false);
  const [isLeaving, setIsLeaving] = useState(false);
  const [manage, override] = [reasonAgainst('schedules:manage'), reasonAgainst('schedules:override')];
  const mayManage = manage === undefined;
  const mayOverride = mayManage || (override === undefined && viewer !== null);
  const mayChange = ({ person, replaces, createdBy }: OverrideFieldsFragment) =>
    mayManage || (mayOverride && [person?.id, replaces?.id, createdBy?.id].includes(viewer?.id));
  const newOverride = () => {
    const hour = 3_600_000;
    const from = Math.ceil(Date.now() / hour) * hour;
    setDraft({ from, to: from + 8 * hour, person: null, replaces: null, note: '' });
  };
  const { name, description, team, timeZone, quality, swaps, onCall, calendarLink } = schedule;
  return (
    <PluginPage
      pageNav={{
        text: name,
        subTitle: [team?.name, timeZone, description].filter(Boolean).join(' · '),
        parentItem: schedulesNav(),
      }}
      actions={
        <PageActions>
          <Button
            icon="plus"
            disabled={!mayOverride}
            tooltip={mayOverride ? undefined : override}
            onClick={newOverride}
          >
            <Trans i18nKey="schedule.override">Override</Trans>
          </Button>
          <Button variant="secondary" icon="history" onClick={() => setIsLooking(true)}>
            <Trans i18nKey="schedule.history">History</Trans>
          </Button>
          <LinkButton
            variant="secondary"
            icon="pen"
            href={paths.editSchedule(schedule.id)}
            disabled={!mayManage}
            tooltip={manage}
          >
            <Trans i18nKey="schedule.edit">Edit</Trans>
          </LinkButton>
          <Button
            variant="secondary"
            icon="trash-alt"
            disabled={!mayManage}
            tooltip={manage}
            aria-label={t('schedule.delete', 'Delete the schedule')}
            onClick={() => setIsLeaving(true)}
          />
        </PageActions>
      }
    >
      <FormFailure error={verbs.deleteSchedule.error} />
      <CalendarTroubles schedule={schedule} />
      <Section title={t('schedule.nowTitle', 'On call now')}>
        <OnCallLine onCall={onCall} reach />
      </Section>
      <Section title={t('schedule.calendar', 'Calendar')}>
        <ShiftCalendar
          schedule={schedule}
          verbs={verbs}
          mayOverride={mayOverride}
          mayChange={mayChange}
          onEdit={setDraft}
        />
      </Section>
      <Swaps
        swaps={swaps.edges.map(({ node }) => node)}
        zone={timeZone}
        viewerId={viewer?.id}
        reason={override}
        mayManage={mayManage}
        verbs={verbs}
      />
      <Quality quality={quality} zone={timeZone} />
      <Section title={t('schedule.calendarLink', 'In a calendar program')}>
        <CalendarAddress link={calendarLink ?? null} scheduleId={schedule.id} />
      </Section>
      {draft !== undefined && (
        <OverrideDrawer
          key={`${draft.id ?? 'new'}-${draft.from}`}
          draft={draft}
          zone={timeZone}
          verbs={verbs}
          onlySelf={mayManage ? null : viewer}
          onClose={() => setDraft(undefined)}
        />
      )}
      {isLooking && <ScheduleVersions id={schedule.id} onClose={() => setIsLooking(false)} />}
      <ConfirmModal
        isOpen={isLeaving}
        title={t('schedule.delete', 'Delete the schedule')}
        body={t('schedule.deleteBody', 'Nobody is on call by {{name}} any more. Its overrides and swaps go with it.', {
          ...{ ...plain, name },
        })}
        confirmText={t('schedule.deleteConfirm', 'Delete')}
        onDismiss={() => setIsLeaving(false)}
        onConfirm={() => {
          setIsLeaving(false);
          verbs.deleteSchedule.mutate(undefined, { onSuccess: () => navigate(paths.schedules) });
        }}
      />
    </PluginPage>
  );
}

/** Calendars that cannot be read, and names in them that are nobody's. */
function CalendarTroubles({ schedule: { layers, timeZone, holidayCalendar } }: { schedule: ScheduleView }) {
  const read = (at: string | null | undefined) =>
    at
      ? t('schedule.feed.kept', 'What it said {{at}} stays in force.', { ...plain, at: momentText(at, timeZone) })
      : t('schedule.feed.never', 'It has never been read, so it puts nobody on call.');
  return (
    <>
      {layers.map(({ id, name, calendar }) => (
        <React.Fragment key={id}>
          {calendar?.failure && (
            <Alert
              severity="warning"
              title={t('schedule.feed.failed', 'The calendar of {{name}} cannot be read', { ...plain, name })}
            >
              {calendar.failure} {read(calendar.fetchedAt)}
            </Alert>
          )}
          {calendar && calendar.unmatched.length > 0 && (
            <Alert
              severity="warning"
              title={t('schedule.feed.unmatched', 'The calendar of {{name}} names people who are not known here', {
                ...{ ...plain, name },
              })}
            >
              {calendar.unmatched.join(', ')}
            </Alert>
          )}
        </React.Fragment>
      ))}
      {holidayCalendar?.failure && (
        <Alert severity="warning" title={t('schedule.feed.holidays', 'The calendar of holidays cannot be read')}>
          {holidayCalendar.failure}
        </Alert>
      )}
    </>
  );
}
