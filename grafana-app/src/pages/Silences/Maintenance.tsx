import React, { useState } from 'react';
import { dateTimeFormat } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import {
  Badge,
  Button,
  ConfirmButton,
  Drawer,
  EmptyState,
  Field,
  Input,
  MultiCombobox,
  Stack,
  Switch,
  TextArea,
} from '@grafana/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  CreateMaintenanceDocument,
  EndMaintenanceDocument,
  type MaintenanceRowFragment,
  type MaintenanceWindowInput,
  MaintenanceWindowsDocument,
  ResourceChoicesDocument,
} from '../../api/generated/graphql';
import { PAGE_SIZE, toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';
import { usePermission } from '../../api/useViewer';
import { Failure } from '../../components/Failure/Failure';
import { MatcherFields } from '../../components/MatcherInput/MatcherFields';
import { PagedRows, Quiet } from '../../components/Section/Section';
import { useNow } from '../../time/useNow';
import { plain } from '../../words/plain';
import type { MatcherWords } from '../../words/quiet';
import { Matchers } from './Matchers';
import { QuietCard } from './QuietCard';
import { ScheduleFields, type ScheduleValue } from './ScheduleFields';

const HOUR = 3_600;

/** Work on resources: planned, going on and over. */
export function Maintenance() {
  const [planning, setPlanning] = useState(false);
  const may = usePermission('maintenance:manage') === true;
  const queryClient = useQueryClient();
  const list = usePaged<MaintenanceRowFragment>(['maintenanceWindows', 'all'], async (after, signal) => {
    const answer = await ask(MaintenanceWindowsDocument, { first: PAGE_SIZE, after }, signal);
    return toPage(answer.data.maintenanceWindows, answer);
  });
  const end = useMutation({
    mutationFn: (id: string) => ask(EndMaintenanceDocument, { id }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['maintenanceWindows'] }),
  });
  const add = (
    <Button icon="plus" variant="secondary" disabled={!may} onClick={() => setPlanning(true)}>
      <Trans i18nKey="maintenance.new">Plan maintenance</Trans>
    </Button>
  );
  return (
    <>
      <Stack justifyContent="space-between" alignItems="center" wrap="wrap">
        <Quiet>
          <Trans i18nKey="maintenance.help">
            Alerts about resources that are worked on, and about what runs on them, are quiet meanwhile.
          </Trans>
        </Quiet>
        {list.rows.length > 0 && add}
      </Stack>
      <div style={{ height: 16 }} />
      {end.error ? <Failure error={end.error} /> : null}
      <PagedRows
        list={list}
        empty={
          <EmptyState
            variant="call-to-action"
            message={t('maintenance.none', 'No maintenance is planned')}
            button={add}
          >
            <Trans i18nKey="maintenance.noneHelp">
              Name hosts, nodes or services, and everything that hangs on them is quiet for that time.
            </Trans>
          </EmptyState>
        }
      >
        {(rows) =>
          rows.map((window) => (
            <WindowCard key={window.id} window={window} may={may} end={() => end.mutate(window.id)} />
          ))
        }
      </PagedRows>
      {planning && <PlanDrawer onClose={() => setPlanning(false)} />}
    </>
  );
}

function WindowCard({ window, may, end }: { window: MaintenanceRowFragment; may: boolean; end(): void }) {
  const now = useNow();
  const { name, comment, matchers, resourceIds, includesChildren, recurrence, createdBy } = window;
  const present = window.window;
  const isOn = present && Date.parse(present.from) <= now;
  return (
    <QuietCard
      title={name}
      badge={
        present ? (
          <Badge
            color={isOn ? 'purple' : 'blue'}
            icon={isOn ? 'wrench' : 'clock-nine'}
            text={isOn ? t('maintenance.on', 'Going on') : t('maintenance.planned', 'Planned')}
          />
        ) : (
          <Badge color="darkgrey" text={t('maintenance.over', 'Over')} />
        )
      }
      verbs={
        present && (
          <ConfirmButton size="sm" confirmText={t('maintenance.confirmEnd', 'End it')} disabled={!may} onConfirm={end}>
            {t('maintenance.end', 'End now')}
          </ConfirmButton>
        )
      }
    >
      {comment !== '' && <span>{comment}</span>}
      <span>
        {dateTimeFormat(present?.from ?? window.startsAt)} – {dateTimeFormat(present?.until ?? window.endsAt)}
        {recurrence && ` · ${recurrence.rule} (${recurrence.timeZone})`}
      </span>
      <Stack gap={1} wrap="wrap" alignItems="center">
        {resourceIds.length > 0 && (
          <span>
            {t('maintenance.resources', '{{count}} resources', {
              ...plain,
              count: resourceIds.length,
              defaultValue_one: '{{count}} resource',
              defaultValue_other: '{{count}} resources',
            })}
          </span>
        )}
        <Matchers matchers={matchers} />
        {includesChildren && <Quiet>{t('maintenance.children', 'and what hangs on them')}</Quiet>}
        {createdBy && <Quiet>{t('silences.by', 'by {{who}}', { ...plain, who: createdBy.name })}</Quiet>}
      </Stack>
    </QuietCard>
  );
}

function PlanDrawer({ onClose }: { onClose(): void }) {
  const [plan, setPlan] = useState({ name: '', comment: '', includesChildren: true });
  const [resourceIds, setResourceIds] = useState<string[]>([]);
  const [matchers, setMatchers] = useState<MatcherWords[]>([]);
  const [schedule, setSchedule] = useState<ScheduleValue>(() => {
    const now = new Date();
    return { startsAt: now, endsAt: new Date(now.getTime() + 2 * HOUR * 1000), recurrence: null };
  });
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: (input: MaintenanceWindowInput) => ask(CreateMaintenanceDocument, { input }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['maintenanceWindows'] });
      void queryClient.invalidateQueries({ queryKey: ['quietCalendar'] });
      onClose();
    },
  });
  const named = matchers.filter(({ name }) => name.trim() !== '');
  const byLabels = t('maintenance.form.matchers', 'and resources with these labels (also kind and name)');
  return (
    <Drawer size="md" title={t('maintenance.new', 'Plan maintenance')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({
            ...plan,
            resourceIds,
            matchers: named,
            startsAt: schedule.startsAt.toISOString(),
            endsAt: schedule.endsAt.toISOString(),
            recurrence: schedule.recurrence,
          });
        }}
      >
        <Stack direction="column" gap={2}>
          <Field noMargin label={t('maintenance.form.name', 'What is done')} required>
            <Input
              value={plan.name}
              onChange={({ currentTarget }) => setPlan({ ...plan, name: currentTarget.value })}
            />
          </Field>
          <Field noMargin label={t('maintenance.form.resources', 'Resources')}>
            <MultiCombobox
              value={resourceIds}
              options={async (search) => {
                const { data } = await ask(ResourceChoicesDocument, { search: search === '' ? null : search });
                return data.resources.edges.map(({ node: { id, kind, name } }) => ({
                  value: id,
                  label: name,
                  description: kind,
                }));
              }}
              placeholder={t('maintenance.form.choose', 'Search resources')}
              onChange={(chosen) => setResourceIds(chosen.map(({ value }) => value))}
            />
          </Field>
          <Field noMargin label={byLabels}>
            <MatcherFields label={byLabels} matchers={matchers} onChange={setMatchers} />
          </Field>
          <Field noMargin label={t('maintenance.form.children', 'Also what runs on them or is part of them')}>
            <Switch
              value={plan.includesChildren}
              onChange={({ currentTarget }) => setPlan({ ...plan, includesChildren: currentTarget.checked })}
            />
          </Field>
          <ScheduleFields
            value={schedule}
            presets={[HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 24 * HOUR]}
            onChange={setSchedule}
          />
          <Field noMargin label={t('maintenance.form.comment', 'Notes')}>
            <TextArea
              rows={2}
              value={plan.comment}
              onChange={({ currentTarget }) => setPlan({ ...plan, comment: currentTarget.value })}
            />
          </Field>
          {save.error ? <Failure error={save.error} /> : null}
          <Stack>
            <Button
              type="submit"
              icon="wrench"
              disabled={save.isPending || plan.name.trim() === '' || resourceIds.length + named.length === 0}
            >
              {t('maintenance.form.save', 'Plan')}
            </Button>
            <Button type="button" variant="secondary" onClick={onClose}>
              {t('silences.form.cancel', 'Cancel')}
            </Button>
          </Stack>
        </Stack>
      </form>
    </Drawer>
  );
}
