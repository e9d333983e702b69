import React, { useRef } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Dropdown, Input, Menu, TextArea, useStyles2 } from '@grafana/ui';
import type { Variable } from '../../../playbook/variables';

interface Props {
  id: string;
  value: string;
  /** An expression stands for a value; a template is a text with prints in it. */
  language: 'expression' | 'template';
  variables: Variable[];
  rows?: number;
  placeholder?: string;
  invalid?: boolean;
  disabled?: boolean;
  'aria-label'?: string;
  onChange(value: string): void;
}

/** A field for an expression or a template; what it may name is put in where the cursor is. */
export function ScopedText({ language, variables, rows = 1, value, onChange, ...rest }: Props) {
  const styles = useStyles2(getStyles);
  const input = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (name: string) => {
    const element = area.current ?? input.current;
    const text = language === 'template' ? `{{ ${name} }}` : name;
    const from = element?.selectionStart ?? value.length;
    const to = element?.selectionEnd ?? from;
    onChange(value.slice(0, from) + text + value.slice(to));
    requestAnimationFrame(() => {
      element?.focus();
      element?.setSelectionRange(from + text.length, from + text.length);
    });
  };
  const shared = { ...rest, value, className: styles.text, spellCheck: false, autoComplete: 'off' };
  return (
    <div className={styles.field}>
      {rows > 1 || value.includes('\n') ? (
        <TextArea
          {...shared}
          ref={area}
          rows={Math.max(rows, Math.min(12, value.split('\n').length))}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      ) : (
        <Input {...shared} ref={input} onChange={({ currentTarget }) => onChange(currentTarget.value)} />
      )}
      <Dropdown overlay={() => <Insertable variables={variables} insert={insert} />} placement="bottom-end">
        <Button
          variant="secondary"
          fill="outline"
          icon="brackets-curly"
          disabled={rest.disabled}
          aria-label={t('playbook.insert', 'Insert a value')}
          tooltip={
            language === 'template'
              ? t('playbook.templateHelp', 'A text; a value in double braces is printed into it (Liquid)')
              : t('playbook.expressionHelp', 'An expression of CEL, such as size(inputs.hosts) > 3')
          }
        />
      </Dropdown>
    </div>
  );
}

function Insertable({ variables, insert }: { variables: Variable[]; insert(name: string): void }) {
  const styles = useStyles2(getStyles);
  const groups = [...new Set(variables.map(({ group }) => group))];
  return (
    <Menu className={styles.menu}>
      {groups.map((group) => (
        <Menu.Group key={group} label={groupWords(group)}>
          {variables
            .filter((variable) => variable.group === group)
            .map(({ name }) => (
              <Menu.Item key={name} label={name} onClick={() => insert(name)} />
            ))}
        </Menu.Group>
      ))}
    </Menu>
  );
}

function groupWords(group: Variable['group']): string {
  switch (group) {
    case 'inputs':
      return t('playbook.variables.inputs', 'Inputs of the run');
    case 'steps':
      return t('playbook.variables.steps', 'What steps before it gave');
    case 'each':
      return t('playbook.variables.each', 'The one at hand');
    case 'incident':
      return t('playbook.variables.incident', 'Incident');
    case 'event':
      return t('playbook.variables.event', 'Event');
    case 'run':
      return t('playbook.variables.run', 'Run');
    default:
      return group satisfies never;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  field: css({ display: 'flex', alignItems: 'flex-start', gap: theme.spacing(0.5), minWidth: 0 }),
  text: css({
    flex: 1,
    minWidth: 0,
    'input&, textarea&, & input': {
      fontFamily: theme.typography.fontFamilyMonospace,
      fontSize: theme.typography.bodySmall.fontSize,
    },
  }),
  menu: css({ maxHeight: 360, overflowY: 'auto' }),
});
