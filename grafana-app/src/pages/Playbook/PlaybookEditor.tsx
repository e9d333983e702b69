import React, { useCallback, useMemo, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { useNavigate } from 'react-router-dom';
import { asRecord } from '../../api/errors';
import { useReasonAgainst } from '../../api/useReasonAgainst';
import { Failure } from '../../components/Failure/Failure';
import { PlaybookGraph } from '../../components/PlaybookGraph/PlaybookGraph';
import { Section } from '../../components/Section/Section';
import { DraftNotice } from '../../drafts/DraftNotice';
import { forgetDraft } from '../../drafts/keptDrafts';
import { useFoundDraft, useKeepDraft } from '../../drafts/useKeptDraft';
import { useLeaveGuard } from '../../drafts/useLeaveGuard';
import { type Definition, readDefinition, writeAddress } from '../../playbook/definition';
import { faultyAddresses } from '../../playbook/problems';
import { hasComments, readYaml, writeYaml } from '../../playbook/yaml';
import { paths } from '../../routing/paths';
import { plain } from '../../words/plain';
import { AboutForm } from './editor/AboutForm';
import { type Editor, EditorContext } from './editor/EditorContext';
import { InputsForm } from './editor/InputsForm';
import { PoliciesForm } from './editor/PoliciesForm';
import { StepList } from './editor/StepList';
import { ProblemList } from './editor/ProblemList';
import { YamlEditor } from './editor/YamlEditor';
import { DryRun } from './DryRun';
import { SaveDialog } from './SaveDialog';
import { type Draft, draftName, type Playbook, useCheck, useNames } from './usePlaybook';

interface Props {
  /** The playbook that is edited; null for a new one. */
  saved: Playbook | null;
  start: Definition;
}

/** A playbook being written, as a list of steps beside the flow they make, or as a file; what is wrong with it is said as it is written. */
export function PlaybookEditor({ saved, start }: Props) {
  const styles = useStyles2(getStyles);
  const name = draftName(saved?.id ?? null);
  const { found, dismiss } = useFoundDraft(name, readDraft);
  const [draft, setDraft] = useState<Draft>(() => found?.draft ?? { definition: start });
  // What is drawn while the file cannot be read.
  const [last, setLast] = useState(() => definitionOf(draft) ?? start);
  const [open, setOpen] = useState<string>();
  const [saves, setSaves] = useState(false);
  const [tries, setTries] = useState(false);
  const [hidesNotice, setHidesNotice] = useState(false);
  const names = useNames();
  const { problems, error, isSettled } = useCheck(draft);
  const mayNot = useReasonAgainst();
  const reason = mayNot('playbooks:manage');
  const runReason = mayNot('playbooks:run');
  const navigate = useNavigate();
  const isReadOnly = reason !== undefined || (saved?.archivedAt ?? null) !== null;
  const definition = draft.definition ?? last;
  // The platform leaves out of its file what says nothing new, so that is what an unchanged playbook is shown as.
  const unchangedFile = saved?.yaml ?? writeYaml(start);
  const isChanged = draft.yaml === undefined ? draft.definition !== start : draft.yaml !== unchangedFile;

  const began = found === undefined ? (saved?.version ?? null) : found.version;
  useKeepDraft(name, draft, isChanged, began, found);
  const guard = useLeaveGuard({ isChanged, isKept: true, onDiscard: () => forgetDraft(name) });
  const discard = () => {
    setDraft({ definition: start });
    setLast(start);
    dismiss();
  };

  const change = useCallback((next: Definition) => {
    setDraft({ definition: next });
    setLast(next);
  }, []);
  const writeFile = useCallback((yaml: string) => {
    setDraft({ yaml });
    const read = definitionOf({ yaml });
    if (read !== undefined) {
      setLast(read);
    }
  }, []);
  const editor = useMemo<Editor>(
    () => ({
      ...{ definition, problems, names, open, isReadOnly, setOpen, change },
      edit: ({ definition: next, address }) => {
        change(next);
        setOpen(writeAddress(address));
      },
    }),
    [definition, problems, names, open, isReadOnly, change]
  );
  const faulty = useMemo(() => faultyAddresses(problems), [problems]);
  const showStep = (address: string) => {
    setOpen(address);
    requestAnimationFrame(() =>
      document
        .querySelector(`[data-step="${CSS.escape(address)}"]`)
        ?.scrollIntoView({ block: 'nearest', behavior: 'smooth' })
    );
  };
  const isFile = draft.yaml !== undefined;
  const canShowForm = definitionOf(draft) !== undefined;
  const against =
    reason ??
    (saved?.archivedAt ? t('playbook.archivedReason', 'It was put away.') : undefined) ??
    (definition.steps.length === 0 ? t('playbook.needsStep', 'Add a step.') : undefined) ??
    (problems.length > 0 ? t('playbook.needsRepair', 'Something is wrong with it, as said below.') : undefined) ??
    (isSettled ? undefined : t('playbook.isChecked', 'It is being checked.')) ??
    (isChanged ? undefined : t('playbook.unchanged', 'Nothing has changed.'));

  return (
    <EditorContext.Provider value={editor}>
      <div className={styles.bar}>
        <RadioButtonGroup
          aria-label={t('playbook.view', 'View')}
          value={isFile ? 'yaml' : 'form'}
          disabledOptions={canShowForm ? [] : ['form']}
          options={[
            { value: 'form', label: t('playbook.asForm', 'Form'), icon: 'list-ul' },
            { value: 'yaml', label: t('playbook.asYaml', 'YAML'), icon: 'brackets-curly' },
          ]}
          onChange={(view) =>
            view === 'yaml'
              ? setDraft({ yaml: definition === start ? unchangedFile : writeYaml(definition) })
              : setDraft({ definition: draft.yaml === unchangedFile ? start : last })
          }
        />
        <CheckState problems={problems.length} isSettled={isSettled} />
        <span className={styles.save}>
          {isChanged && saved !== null && (
            <Button variant="secondary" fill="text" onClick={discard}>
              <Trans i18nKey="playbook.discard">Discard the changes</Trans>
            </Button>
          )}
          <Button
            variant="secondary"
            icon="eye"
            disabled={runReason !== undefined || problems.length > 0 || definition.steps.length === 0}
            tooltip={runReason ?? t('playbook.dryRunHint', 'Each step says what it would do; nothing is done')}
            onClick={() => setTries(true)}
          >
            <Trans i18nKey="playbook.dryRun">Dry run</Trans>
          </Button>
          <Button
            icon="save"
            disabled={against !== undefined}
            tooltip={against ?? t('playbook.saveHint', 'Saves a further version')}
            onClick={() => setSaves(true)}
          >
            <Trans i18nKey="playbook.save">Save</Trans>
          </Button>
        </span>
      </div>
      {found && isChanged && !hidesNotice && (
        <DraftNotice
          at={found.at}
          began={found.version}
          current={saved?.version ?? null}
          onDiscard={discard}
          onDismiss={() => setHidesNotice(true)}
        />
      )}
      {error ? <Failure error={error} /> : null}
      <ProblemList problems={problems} onStep={showStep} />
      <div className={styles.two}>
        {isFile ? (
          <div className={styles.file}>
            {hasComments(draft.yaml) && (
              <Alert severity="warning" title={t('playbook.comments', 'Comments are not kept')}>
                {t(
                  'playbook.commentsHelp',
                  'The platform keeps what the file says, not how it is written: comments go when it is saved, and when the form changes something. Say it in a description or in the note of the version.'
                )}
                <YamlEditor value={draft.yaml} problems={problems} isReadOnly={isReadOnly} onChange={writeFile} />
              </Alert>
            )}
          </div>
        ) : (
          <div>
            <AboutForm />
            <Section title={t('playbook.steps', 'Steps')}>
              <StepList steps={definition.steps} at={['steps']} />
            </Section>
            <InputsForm />
            <PoliciesForm />
          </div>
        )}
        <div className={styles.graph}>
          <PlaybookGraph
            definition={definition}
            faulty={faulty}
            selected={isFile ? undefined : open}
            onSelect={isFile ? undefined : showStep}
            height={760}
          />
        </div>
      </div>
      {tries && <DryRun definition={definition} onClose={() => setTries(false)} />}
      {saves && (
        <SaveDialog
          saved={saved}
          began={began}
          draft={draft}
          name={definition.name}
          onSaved={({ id }) => {
            setSaves(false);
            if (saved === null) {
              guard.free();
              navigate(paths.playbook(id), { replace: true });
            }
          }}
          onDismiss={() => setSaves(false)}
        />
      )}
      {guard.prompt}
    </EditorContext.Provider>
  );
}

/** What a draft says; undefined while its file cannot be read. */
const definitionOf = (draft: Draft) => draft.definition ?? readDefinition(readYaml(draft.yaml));

function readDraft(value: unknown): Draft | undefined {
  const { yaml, definition } = asRecord(value);
  const read = readDefinition(definition);
  return typeof yaml === 'string' ? { yaml } : read && { definition: read };
}

function CheckState({ problems, isSettled }: { problems: number; isSettled: boolean }) {
  const styles = useStyles2(getStyles);
  return (
    <span role="status" className={styles.state}>
      {!isSettled
        ? t('playbook.checking', 'Checking…')
        : problems === 0
          ? t('playbook.good', 'Nothing wrong with it')
          : t('playbook.problems', '{{count}} things are wrong', {
              ...plain,
              count: problems,
              defaultValue_one: '{{count}} thing is wrong',
              defaultValue_other: '{{count}} things are wrong',
            })}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    marginBottom: theme.spacing(2),
  }),
  state: css({ color: theme.colors.text.secondary }),
  save: css({ display: 'flex', gap: theme.spacing(1), marginLeft: 'auto' }),
  two: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: theme.spacing(3),
    alignItems: 'start',
    [theme.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  file: css({ minWidth: 0 }),
  // The flow stays in view beside a long list of steps.
  graph: css({ position: 'sticky', top: theme.spacing(7), minWidth: 0 }),
});
