import React, { useRef, useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, Combobox, Drawer, Field, Input, Stack, Tab, TabsBar, TextArea, useStyles2 } from '@grafana/ui';
import type { TemplatePlace, TemplateRowFragment } from '../../api/generated/graphql';
import { ApiError } from '../../api/errors';
import { language as readerLanguage } from '../../api/language';
import { Failure } from '../../components/Failure/Failure';
import { Quiet, Section } from '../../components/Section/Section';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { type PickedTeam, TeamPicker } from '../../components/TeamPicker/TeamPicker';
import { plain } from '../../words/plain';
import { noticeEvents, noticeEventWords } from '../../words/notices';
import { IncidentPicker } from '../Incident/actions/IncidentPicker';
import { draftOf, noticeLanguages, type NoticeLanguage, toInput } from './draft';
import { NoticeLook } from './NoticeLook';
import { placeWords } from './placeWords';
import { usePreview, useTemplatePlaces, useTemplateVerbs, useTemplateVersions } from './useTemplates';
import { Variables } from './Variables';

interface Props {
  before: TemplateRowFragment | undefined;
  /** The team or the node that an existing template is for, by name. */
  placeName: string | undefined;
  mayManage: boolean;
  onClose(): void;
}

const places: TemplatePlace[] = ['TENANT', 'TEAM', 'POLICY'];

/** Makes or changes a template, with what may be said in it and with how it will look beside the form. */
export function TemplateDrawer({ before, placeName, mayManage, onClose }: Props) {
  const styles = useStyles2(getStyles);
  const [draft, setDraft] = useState(() => draftOf(before));
  const [language, setLanguage] = useState<NoticeLanguage>(readerLanguage() === 'zh-Hant' ? 'zh-Hant' : 'en-US');
  const [team, setTeam] = useState<PickedTeam | null>(
    before?.place === 'TEAM' && before.placeId != null
      ? { id: before.placeId, name: placeName ?? before.placeId }
      : null
  );
  const [kind, setKind] = useState(before?.channelKind ?? 'slack');
  const [incident, setIncident] = useState<React.ComponentProps<typeof IncidentPicker>['value']>(null);
  const [note, setNote] = useState('');
  const body = useRef<HTMLTextAreaElement>(null);
  const { data: offered } = useTemplatePlaces();
  const { save, remove, restore } = useTemplateVerbs();
  const versions = useTemplateVersions(before?.id);
  const input = toInput(draft);
  const shownKind = draft.channelKind ?? kind;
  const preview = usePreview(input, shownKind, language, incident?.id ?? null);
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  const text = draft.texts[language];
  const write = (change: Partial<typeof text>) =>
    set({ texts: { ...draft.texts, [language]: { ...text, ...change } } });
  const insert = (path: string) => {
    const [from, to] = [
      body.current?.selectionStart ?? text.body.length,
      body.current?.selectionEnd ?? text.body.length,
    ];
    write({ body: `${text.body.slice(0, from)}{{ ${path} }}${text.body.slice(to)}` });
    body.current?.focus();
  };
  const faults = preview.data?.faults ?? [];
  const faultOf = (part: string) => faults.find((fault) => fault.language === language && fault.part === part)?.message;
  const isPlaced = draft.place === 'TENANT' || draft.placeId !== null;
  const isFixed = before !== undefined;
  const failed = save.error ?? remove.error ?? restore.error;
  const isBusy = save.isPending || remove.isPending || restore.isPending;
  return (
    <Drawer
      size="lg"
      title={before ? t('templates.change', 'Change the template') : t('templates.new', 'New template')}
      subtitle={t(
        'templates.subtitle',
        'A text that is left empty is as the place above has it, and in the end the built-in one.'
      )}
      onClose={onClose}
    >
      <div className={styles.columns}>
        <Stack direction="column" gap={2}>
          <Stack gap={2} wrap="wrap">
            <Field noMargin label={t('templates.event', 'What is told')}>
              <Combobox
                id="template-event"
                width={22}
                disabled={isFixed}
                options={noticeEvents
                  .filter((event) => event !== 'verification')
                  .map((event) => ({ value: event as string, label: noticeEventWords(event) }))}
                value={draft.event}
                onChange={({ value }) => set({ event: value })}
              />
            </Field>
            <Field noMargin label={t('templates.kind', 'By')}>
              <Combobox
                id="template-kind"
                width={22}
                isClearable
                disabled={isFixed}
                placeholder={t('templates.everyKind', 'every kind of channel')}
                options={(offered?.channelKinds ?? []).map(({ kind: value, label }) => ({ value, label }))}
                value={draft.channelKind}
                onChange={(option) => set({ channelKind: option?.value ?? null })}
              />
            </Field>
            <Field noMargin label={t('templates.place', 'For')}>
              <Combobox
                id="template-place"
                width={22}
                disabled={isFixed}
                options={places.map((value) => ({ value, label: placeWords(value) }))}
                value={draft.place}
                onChange={({ value }) => {
                  setTeam(null);
                  set({ place: value, placeId: null });
                }}
              />
            </Field>
            {draft.place === 'TEAM' && (
              <Field noMargin label={t('templates.team', 'Team')}>
                <TeamPicker
                  id="template-team"
                  width={26}
                  disabled={isFixed}
                  value={team}
                  onChange={(picked) => {
                    setTeam(picked);
                    set({ placeId: picked?.id ?? null });
                  }}
                />
              </Field>
            )}
            {draft.place === 'POLICY' && (
              <Field noMargin label={t('templates.node', 'Node of the policy')}>
                <Combobox
                  id="template-node"
                  width={26}
                  disabled={isFixed}
                  options={(offered?.policy.nodes ?? []).flatMap(({ id, name }) =>
                    id == null ? [] : [{ value: id, label: name }]
                  )}
                  value={draft.placeId}
                  onChange={({ value }) => set({ placeId: value })}
                />
              </Field>
            )}
          </Stack>
          <TabsBar>
            {noticeLanguages.map((each) => (
              <Tab
                key={each}
                label={each === 'en-US' ? 'English' : '繁體中文'}
                active={each === language}
                onChangeTab={() => setLanguage(each)}
              />
            ))}
          </TabsBar>
          <Field
            noMargin
            label={t('templates.subject', 'Subject')}
            invalid={faultOf('subject') !== undefined}
            error={faultOf('subject')}
          >
            <Input
              id="template-subject"
              className={styles.code}
              readOnly={!mayManage}
              placeholder="{{ default.subject }}"
              value={text.subject}
              onChange={({ currentTarget }) => write({ subject: currentTarget.value })}
            />
          </Field>
          <Field
            noMargin
            label={t('templates.body', 'Text')}
            description={t(
              'templates.bodyHelp',
              'In Liquid. It takes the place of the facts too: say what of them is worth reading.'
            )}
            invalid={faultOf('body') !== undefined}
            error={faultOf('body')}
          >
            <TextArea
              id="template-body"
              ref={body}
              rows={8}
              className={styles.code}
              spellCheck={false}
              readOnly={!mayManage}
              placeholder={'{{ incident.title }}\n{{ incident.labels.service | default: "?" }}'}
              value={text.body}
              onChange={({ currentTarget }) => write({ body: currentTarget.value })}
            />
          </Field>
          <Variables variables={offered?.templateVariables ?? []} insert={mayManage ? insert : undefined} />
        </Stack>
        <Stack direction="column" gap={2}>
          <Section title={t('templates.preview', 'Preview')}>
            <Stack gap={1} wrap="wrap">
              {draft.channelKind === null && (
                <Combobox
                  id="template-preview-kind"
                  aria-label={t('templates.previewKind', 'As seen in')}
                  width={22}
                  options={(offered?.channelKinds ?? []).map(({ kind: value, label }) => ({ value, label }))}
                  value={kind}
                  onChange={({ value }) => setKind(value)}
                />
              )}
              <div className={styles.incident}>
                <IncidentPicker id="template-preview-incident" except="" value={incident} onChange={setIncident} />
              </div>
            </Stack>
            <div className={styles.preview} aria-live="polite" aria-busy={preview.isFetching}>
              {preview.data?.failure != null && (
                <Alert
                  severity="warning"
                  title={t('templates.failure', 'It cannot be filled in, so the built-in notice would go out')}
                >
                  {preview.data.failure}
                </Alert>
              )}
              {preview.error ? (
                <Failure error={preview.error} retry={() => void preview.refetch()} />
              ) : preview.data ? (
                <NoticeLook kind={shownKind} notice={preview.data} />
              ) : (
                <Skeleton rows={3} />
              )}
              <Quiet>
                {incident
                  ? t('templates.ofIncident', 'About #{{number}}', { ...plain, number: incident.number })
                  : t('templates.ofSample', 'About a sample; choose an incident to see it about that.')}
              </Quiet>
            </div>
          </Section>
          {before && (
            <Section title={t('templates.versions', 'Versions')}>
              <ol className={styles.versions}>
                {(versions.data ?? []).map(({ version, at, note: why, author }) => (
                  <li key={version}>
                    <span>
                      {`${version} · ${dateTimeFormat(at)}`}
                      {author && ` · ${author.name}`}
                      {why != null && ` · ${why}`}
                    </span>
                    {version !== before.version && (
                      <Button
                        size="sm"
                        variant="secondary"
                        fill="text"
                        disabled={!mayManage || isBusy}
                        aria-label={t('templates.restoreVersion', 'Restore version {{version}}', { version })}
                        onClick={() =>
                          restore.mutate(
                            { id: before.id, version, expectedVersion: before.version },
                            { onSuccess: onClose }
                          )
                        }
                      >
                        <Trans i18nKey="templates.restore">Restore</Trans>
                      </Button>
                    )}
                  </li>
                ))}
              </ol>
            </Section>
          )}
        </Stack>
      </div>
      {failed ? (
        failed instanceof ApiError && failed.code === 'BAD_USER_INPUT' ? (
          <Alert severity="error" title={failed.detail} />
        ) : (
          <Failure error={failed} />
        )
      ) : null}
      <Stack alignItems="flex-end" gap={1} wrap="wrap">
        <Field noMargin label={t('templates.note', 'Note')}>
          <Input
            id="template-note"
            width={30}
            maxLength={500}
            readOnly={!mayManage}
            value={note}
            onChange={({ currentTarget }) => setNote(currentTarget.value)}
          />
        </Field>
        <Button
          icon={save.isPending ? 'spinner' : undefined}
          disabled={!mayManage || isBusy || !isPlaced || input.texts.length === 0 || faults.length > 0}
          onClick={() =>
            save.mutate(
              { input, expectedVersion: before?.version ?? 0, note: note.trim() || null },
              { onSuccess: onClose }
            )
          }
        >
          <Trans i18nKey="templates.save">Save</Trans>
        </Button>
        {before && (
          <Button
            variant="destructive"
            fill="outline"
            disabled={!mayManage || isBusy}
            onClick={() => remove.mutate(before.id, { onSuccess: onClose })}
          >
            <Trans i18nKey="templates.delete">Delete</Trans>
          </Button>
        )}
      </Stack>
    </Drawer>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  columns: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(3),
    marginBottom: theme.spacing(2),
    [theme.breakpoints.up('lg')]: { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' },
  }),
  code: css({
    '&, & input': { fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize },
  }),
  incident: css({ flex: '1 1 200px', minWidth: 0 }),
  preview: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), marginTop: theme.spacing(1) }),
  versions: css({
    listStyle: 'none',
    margin: 0,
    padding: 0,
    fontSize: theme.typography.bodySmall.fontSize,
    '& li': { display: 'flex', justifyContent: 'space-between', gap: theme.spacing(1), minHeight: theme.spacing(3) },
  }),
});
