import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Dropdown, Icon, IconButton, Menu, useStyles2, useTheme2 } from '@grafana/ui';
import {
  type Address,
  type Branch,
  branchesOf,
  deedKinds,
  flowKinds,
  type Step,
  type StepKind,
  writeAddress,
} from '../../../playbook/definition';
import {
  addStep,
  allLists,
  changeStep,
  duplicateStep,
  moveBy,
  moveInto,
  newStep,
  removeStep,
  type StepList as StepListPlace,
  withAt,
} from '../../../playbook/editSteps';
import { problemsAt } from '../../../playbook/problems';
import { plain } from '../../../words/plain';
import { branchWords, stepKindLook } from '../../../words/playbooks';
import { stepSummary } from '../../../words/stepSummary';
import { useEditor } from './EditorContext';
import { StepForm } from './StepForm';

/* Longer than others: a row, its menu and what stands inside it call each other, and moving a step is read across all three. */

interface Props {
  steps: Step[];
  /** Where the list stands. */
  at: Address;
  /** Only what does something outside the run can undo. */
  onlyDeeds?: boolean;
}

/** Steps as a list to be edited; what stands inside a step is a list below it. */
export function StepList({ steps, at, onlyDeeds = false }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <>
      {steps.length > 0 && (
        <ol className={styles.list}>
          {steps.map((step, index) => (
            <StepRow
              key={index}
              step={step}
              address={[...at, index]}
              isFirst={index === 0}
              isLast={index === steps.length - 1}
            />
          ))}
        </ol>
      )}
      <AddStep at={at} index={steps.length} onlyDeeds={onlyDeeds} />
    </>
  );
}

interface RowProps {
  step: Step;
  address: Address;
  isFirst: boolean;
  isLast: boolean;
}

function StepRow({ step, address, isFirst, isLast }: RowProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { open, setOpen, problems, definition, change, edit, isReadOnly } = useEditor();
  const key = writeAddress(address);
  const isOpen = open === key;
  const look = stepKindLook(step.kind);
  const name = step.name || step.id || look.text;
  const wrong = problemsAt(problems, address);
  const summary = stepSummary(step);
  return (
    <li className={styles.step} data-step={key}>
      <div className={cx(styles.row, isOpen && styles.open)}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={isOpen}
          aria-label={t('playbook.editStep', 'Edit: {{name}}', { ...plain, name })}
          onClick={() => setOpen(isOpen ? undefined : key)}
        >
          <Icon name={look.icon} style={{ color: theme.visualization.getColorByName(look.color) }} />
          <span className={styles.words}>
            <span className={styles.name}>{name}</span>
            <span className={styles.summary}>
              {look.text}
              {summary && ` · ${summary}`}
            </span>
          </span>
          {wrong.length > 0 && (
            <Icon
              name="exclamation-triangle"
              className={styles.fault}
              title={wrong.map(({ message }) => message).join('\n')}
            />
          )}
        </button>
        <IconButton
          name="arrow-up"
          disabled={isReadOnly || isFirst}
          aria-label={t('playbook.up', 'Move up: {{name}}', { ...plain, name })}
          onClick={() => edit(moveBy(definition, address, -1))}
        />
        <IconButton
          name="arrow-down"
          disabled={isReadOnly || isLast}
          aria-label={t('playbook.down', 'Move down: {{name}}', { ...plain, name })}
          onClick={() => edit(moveBy(definition, address, 1))}
        />
        <Dropdown overlay={() => <StepMenu step={step} address={address} />} placement="bottom-end">
          <IconButton
            name="ellipsis-v"
            disabled={isReadOnly}
            aria-label={t('playbook.moreFor', 'More for: {{name}}', { ...plain, name })}
          />
        </Dropdown>
        <IconButton
          name="trash-alt"
          disabled={isReadOnly}
          aria-label={t('playbook.takeOut', 'Take out: {{name}}', { ...plain, name })}
          onClick={() => {
            change(removeStep(definition, address));
            setOpen(undefined);
          }}
        />
      </div>
      {isOpen && <StepForm step={step} address={address} />}
      {branchesOf(step).map((branch) => (
        <Inner key={branch.at.join('.')} step={step} address={address} branch={branch} />
      ))}
      {step.kind === 'parallel' && !isReadOnly && (
        <Button
          size="sm"
          variant="secondary"
          fill="text"
          icon="plus"
          onClick={() => change(withAt(definition, [...address, 'branches', branchesOf(step).length], () => []))}
        >
          {t('playbook.addBranch', 'Add a branch')}
        </Button>
      )}
    </li>
  );
}

interface InnerProps {
  step: Step;
  address: Address;
  branch: Branch;
}

/** One of the lists inside a step. */
function Inner({ step, address, branch }: InnerProps) {
  const styles = useStyles2(getStyles);
  const { definition, change, isReadOnly } = useEditor();
  const words = branchWords(branch.role, branch.number);
  return (
    <div className={cx(styles.inner, branch.role === 'undo' && styles.undo)} role="group" aria-label={words}>
      <div className={styles.branch}>
        {words}
        {branch.role === 'branch' && branchesOf(step).length > 2 && (
          <IconButton
            name="times"
            size="sm"
            disabled={isReadOnly}
            aria-label={t('playbook.removeBranch', 'Take this branch out with its steps')}
            onClick={() =>
              change(
                withAt(definition, [...address, 'branches'], (branches) =>
                  (Array.isArray(branches) ? branches : []).filter((_, index) => index !== branch.at.at(-1))
                )
              )
            }
          />
        )}
      </div>
      <StepList steps={branch.steps} at={[...address, ...branch.at]} onlyDeeds={branch.role === 'undo'} />
    </div>
  );
}

function StepMenu({ step, address }: { step: Step; address: Address }) {
  const { definition, edit, change } = useEditor();
  const isDeed = deedKinds.some((kind) => kind === step.kind);
  const own = writeAddress(address);
  const lists = allLists(definition).filter(
    ({ address: list, role }) =>
      writeAddress(list) !== writeAddress(address.slice(0, -1)) &&
      !writeAddress(list).startsWith(`${own}.`) &&
      (role !== 'undo' || isDeed)
  );
  const mayBeUndone = isDeed && address.at(-2) !== 'rollBack' && !('rollBack' in step);
  return (
    <Menu>
      <Menu.Item
        icon="copy"
        label={t('playbook.duplicate', 'Duplicate')}
        onClick={() => edit(duplicateStep(definition, address))}
      />
      {mayBeUndone && (
        <Menu.Item
          icon="history"
          label={t('playbook.addUndo', 'Say what undoes it')}
          onClick={() => change(changeStep(definition, address, { rollBack: [] }))}
        />
      )}
      {lists.length > 0 && (
        <Menu.Item
          icon="corner-down-right-alt"
          label={t('playbook.moveInto', 'Move into')}
          childItems={lists.map((list) => (
            <Menu.Item
              key={writeAddress(list.address)}
              label={listWords(list)}
              onClick={() => edit(moveInto(definition, address, list.address))}
            />
          ))}
        />
      )}
    </Menu>
  );
}

function listWords({ owner, role, number }: StepListPlace): string {
  return role === 'playbook' || owner === undefined
    ? t('playbook.ownList', 'The playbook itself')
    : `${owner.name || owner.id}: ${branchWords(role, number)}`;
}

function AddStep({ at, index, onlyDeeds }: { at: Address; index: number; onlyDeeds: boolean }) {
  const { definition, edit, isReadOnly } = useEditor();
  const add = (kind: StepKind) =>
    edit(addStep(definition, at, index, newStep(definition, kind, stepKindLook(kind).text)));
  const items = (kinds: readonly StepKind[]) =>
    kinds.map((kind) => {
      const { text, icon, help } = stepKindLook(kind);
      return <Menu.Item key={kind} icon={icon} label={text} description={help} onClick={() => add(kind)} />;
    });
  return (
    <Dropdown
      overlay={() => (
        <Menu>
          <Menu.Group label={t('playbook.deeds', 'Does something')}>{items(deedKinds)}</Menu.Group>
          {!onlyDeeds && (
            <Menu.Group label={t('playbook.flow', 'Decides, waits or asks')}>{items(flowKinds)}</Menu.Group>
          )}
        </Menu>
      )}
    >
      <Button size="sm" variant="secondary" fill={at.length === 1 ? 'solid' : 'text'} icon="plus" disabled={isReadOnly}>
        {t('playbook.addStep', 'Add a step')}
      </Button>
    </Dropdown>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: theme.spacing(0, 0, 1), padding: 0 }),
  step: css({ marginBottom: theme.spacing(0.75), minWidth: 0 }),
  row: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    paddingRight: theme.spacing(0.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
    '&:hover': { borderColor: theme.colors.border.medium },
  }),
  open: css({ borderColor: theme.colors.primary.border }),
  toggle: css({
    flex: 1,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    minWidth: 0,
    padding: theme.spacing(0.75, 1),
    border: 0,
    background: 'none',
    textAlign: 'left',
    color: theme.colors.text.primary,
  }),
  words: css({ flex: 1, display: 'flex', flexDirection: 'column', minWidth: 0, lineHeight: 1.3 }),
  name: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  summary: css({
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  fault: css({ flex: 'none', color: theme.colors.warning.text }),
  inner: css({
    margin: theme.spacing(0.5, 0, 0.5, 1.5),
    paddingLeft: theme.spacing(1.5),
    borderLeft: `2px solid ${theme.colors.border.medium}`,
  }),
  undo: css({ borderLeftStyle: 'dashed' }),
  branch: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(0.5),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
  }),
});
