import React, { useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import {
  Button,
  CodeEditor,
  Combobox,
  Field,
  Input,
  RadioButtonGroup,
  TagsInput,
  TextArea,
  useStyles2,
} from '@grafana/ui';
import { useReasonAgainst } from '../../api/useReasonAgainst';
import { HiddenLabel } from '../../components/HiddenLabel/HiddenLabel';
import { Section } from '../../components/Section/Section';
import { TeamPicker } from '../../components/TeamPicker/TeamPicker';
import { DraftNotice } from '../../drafts/DraftNotice';
import { forgetDraft } from '../../drafts/keptDrafts';
import { useFoundDraft, useKeepDraft } from '../../drafts/useKeptDraft';
import { useLeaveGuard } from '../../drafts/useLeaveGuard';
import { plain } from '../../words/plain';
import { scriptLanguages } from '../../words/scripts';
import { LimitFields } from './LimitFields';
import { SaveDialog } from './SaveDialog';
import {
  draftOf,
  draftText,
  faultOf,
  newDraft,
  readDraft,
  readSchema,
  type ScriptDraft,
  withVersion,
} from './scriptDraft';
import { ScriptTrial } from './ScriptTrial';
import { draftName, type SavedScript, useScriptVersions } from './useScript';

interface Props {
  /** The script that is edited; null for a new one. */
  saved: SavedScript | null;
  onSaved(script: SavedScript): void;
}

/** A script being written, beside a place to try it as it is written. */
export function ScriptEditor({ saved, onSaved }: Props) {
  const styles = useStyles2(getStyles);
  // What the draft began with stays while somebody else saves, so that saving it tells of them.
  const [base, setBase] = useState(saved);
  const name = draftName(base?.id ?? null);
  const { found, dismiss } = useFoundDraft(name, readDraft);
  const [draft, setDraft] = useState<ScriptDraft>(() => found?.draft ?? (saved === null ? newDraft : draftOf(saved)));
  const [version, setVersion] = useState(saved?.version);
  const [hidesNotice, setHidesNotice] = useState(false);
  const [saves, setSaves] = useState(false);
  const reason = useReasonAgainst()('scripts:manage');
  const isReadOnly = reason !== undefined || (base?.archivedAt ?? null) !== null;
  const start = base === null ? newDraft : draftOf(base);
  const isChanged = draftText(draft) !== draftText(start);
  const began = found === undefined ? (base?.version ?? null) : found.version;
  useKeepDraft(name, draft, isChanged, began, found);
  const guard = useLeaveGuard({ isChanged, isKept: true, onDiscard: () => forgetDraft(name) });
  const set = (change: Partial<ScriptDraft>) => setDraft((before) => ({ ...before, ...change }));
  const against =
    reason ??
    (base?.archivedAt ? t('script.archivedReason', 'It was put away.') : undefined) ??
    faultWords(faultOf(draft)) ??
    (isChanged ? undefined : t('script.unchanged', 'Nothing has changed.'));
  const schema = readSchema(draft.schema);
  const discard = () => {
    setDraft(start);
    setVersion(base?.version);
    dismiss();
  };
  return (
    <>
      <div className={styles.bar}>
        {base !== null && (
          <VersionPicker
            id={base.id}
            current={base.version}
            value={version ?? base.version}
            onPick={(picked, change) => {
              setVersion(picked);
              setDraft(change(start));
            }}
            isBlocked={isChanged && version === base.version}
          />
        )}
        <span className={styles.save}>
          {isChanged && base !== null && (
            <Button variant="secondary" fill="text" onClick={discard}>
              <Trans i18nKey="script.discard">Discard the changes</Trans>
            </Button>
          )}
          <Button
            icon="save"
            disabled={against !== undefined}
            tooltip={against ?? t('script.saveHint', 'Saves a further version')}
            onClick={() => setSaves(true)}
          >
            <Trans i18nKey="script.save">Save</Trans>
          </Button>
        </span>
      </div>
      {found && isChanged && !hidesNotice && (
        <DraftNotice
          at={found.at}
          began={found.version}
          current={base?.version ?? null}
          onDiscard={discard}
          onDismiss={() => setHidesNotice(true)}
        />
      )}
      <div className={styles.two}>
        <div className={styles.column}>
          <div className={styles.fields}>
            <Field
              label={t('script.name', 'Name')}
              description={t('script.nameHelp', 'Steps of playbooks name it so.')}
            >
              <Input
                id="script-name"
                maxLength={100}
                disabled={isReadOnly}
                value={draft.name}
                onChange={({ currentTarget }) => set({ name: currentTarget.value })}
              />
            </Field>
            <Field
              label={t('script.timeout', 'Stopped after seconds')}
              description={t('script.timeoutHelp', 'Unless its step says otherwise.')}
            >
              <Input
                id="script-timeout"
                type="number"
                min={1}
                max={86_400}
                disabled={isReadOnly}
                value={draft.timeout}
                onChange={({ currentTarget }) => set({ timeout: currentTarget.value })}
              />
            </Field>
          </div>
          <Field label={t('script.description', 'What it is for')}>
            <TextArea
              id="script-description"
              rows={2}
              maxLength={4000}
              disabled={isReadOnly}
              value={draft.description}
              onChange={({ currentTarget }) => set({ description: currentTarget.value })}
            />
          </Field>
          <div className={styles.fields}>
            <Field label={t('script.tags', 'Tags')}>
              <TagsInput id="script-tags" disabled={isReadOnly} tags={draft.tags} onChange={(tags) => set({ tags })} />
            </Field>
            <Field label={t('script.team', 'Team that looks after it')}>
              <TeamPicker
                id="script-team"
                disabled={isReadOnly}
                value={draft.team}
                onChange={(team) => set({ team })}
              />
            </Field>
          </div>
          <Section
            title={t('script.code', 'Code')}
            aside={
              <RadioButtonGroup
                aria-label={t('scripts.language', 'Language')}
                size="sm"
                disabled={isReadOnly}
                value={draft.language}
                options={[...scriptLanguages]}
                onChange={(language) => set({ language })}
              />
            }
          >
            <div role="group" aria-label={t('script.code', 'Code')}>
              <CodeEditor
                value={draft.code}
                language={scriptLanguages.find(({ value }) => value === draft.language)?.editor ?? 'shell'}
                height={420}
                showLineNumbers
                showMiniMap={false}
                readOnly={isReadOnly}
                monacoOptions={{ tabSize: 2, insertSpaces: true, wordWrap: 'on', scrollBeyondLastLine: false }}
                onChange={(code) => set({ code })}
              />
            </div>
          </Section>
          <LimitFields value={draft.limits} disabled={isReadOnly} onChange={(limits) => set({ limits })} />
          <Field
            label={t('script.parameters', 'Parameters')}
            description={t(
              'script.parametersHelp',
              'A JSON Schema of an object: the form beside is made of it, and what a step gives is checked by it.'
            )}
            invalid={schema === undefined}
            error={schema === undefined ? t('script.noSchema', 'This is no JSON of an object yet') : undefined}
          >
            <TextArea
              id="script-parameters"
              className={styles.mono}
              rows={12}
              spellCheck={false}
              disabled={isReadOnly}
              value={draft.schema}
              onChange={({ currentTarget }) => set({ schema: currentTarget.value })}
            />
          </Field>
        </div>
        <ScriptTrial scriptId={base?.id ?? null} draft={draft} schema={schema} isPutAway={Boolean(base?.archivedAt)} />
      </div>
      {saves && (
        <SaveDialog
          base={base}
          began={began}
          draft={draft}
          onSaved={(script) => {
            guard.free();
            dismiss();
            setSaves(false);
            setBase(script);
            setDraft(draftOf(script));
            setVersion(script.version);
            onSaved(script);
          }}
          onDismiss={() => setSaves(false)}
        />
      )}
      {guard.prompt}
    </>
  );
}

interface PickerProps {
  id: string;
  current: number;
  value: number;
  /** What was typed would be lost. */
  isBlocked: boolean;
  onPick(version: number, change: (draft: ScriptDraft) => ScriptDraft): void;
}

/** Takes an earlier version into the draft; saving it makes a further one. */
function VersionPicker({ id, current, value, isBlocked, onPick }: PickerProps) {
  const { rows } = useScriptVersions(id);
  const named = (version: number) =>
    version === current
      ? t('script.currentVersion', 'Version {{version}}, current', { ...plain, version })
      : t('scripts.version', 'Version {{version}}', { ...plain, version });
  return (
    <div title={isBlocked ? t('script.pickBlocked', 'Save or discard what you changed first') : undefined}>
      <HiddenLabel htmlFor="script-version" text={t('script.pickVersion', 'Version that is shown')} />
      <Combobox<number>
        id="script-version"
        width={34}
        disabled={isBlocked}
        value={value}
        options={(rows.length > 0 ? rows : [{ version: current, at: undefined, note: null }]).map(
          ({ version, at, note }) => ({
            value: version,
            label: named(version),
            description: [at && dateTimeFormat(at), note].filter(Boolean).join(' · '),
          })
        )}
        onChange={(option) => {
          const kept = rows.find(({ version }) => version === option.value);
          if (kept !== undefined) {
            onPick(kept.version, (draft) => withVersion(draft, kept));
          }
        }}
      />
    </div>
  );
}

function faultWords(fault: ReturnType<typeof faultOf>): string | undefined {
  switch (fault) {
    case 'name':
      return t('script.needsName', 'Give it a name.');
    case 'code':
      return t('script.needsCode', 'It has no code.');
    case 'schema':
      return t('script.needsSchema', 'Its parameters are no JSON of an object.');
    case 'timeout':
      return t('script.needsTimeout', 'It is stopped after 1 to 86,400 seconds.');
    case 'limits':
      return t('script.needsLimits', 'What it may use is no number that is possible.');
    case undefined:
      return undefined;
    default:
      return fault satisfies never;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    marginBottom: theme.spacing(2),
  }),
  save: css({ display: 'flex', gap: theme.spacing(1), marginLeft: 'auto' }),
  two: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
    gap: theme.spacing(3),
    alignItems: 'start',
    [theme.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  column: css({ minWidth: 0 }),
  fields: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 1fr)',
    gap: theme.spacing(0, 2),
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  mono: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize }),
});
