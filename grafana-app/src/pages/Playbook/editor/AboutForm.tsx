import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Field, Input, TagsInput, TextArea, useStyles2 } from '@grafana/ui';
import { withAt } from '../../../playbook/editSteps';
import { problemsAt } from '../../../playbook/problems';
import { useEditor } from './EditorContext';

/** What a playbook is called and what it is for. */
export function AboutForm() {
  const styles = useStyles2(getStyles);
  const { definition, problems, isReadOnly, change } = useEditor();
  const said = (name: string) => (typeof definition[name] === 'string' ? String(definition[name]) : '');
  const set = (name: string, value: unknown) => change(withAt(definition, [name], () => value));
  const wrong = (name: string) => {
    const found = problemsAt(problems, [name]);
    return { invalid: found.length > 0, error: found.map(({ message }) => message).join(' ') };
  };
  return (
    <div className={styles.form}>
      <Field label={t('playbook.name', 'Name')} {...wrong('name')}>
        <Input
          id="playbook-name"
          value={definition.name}
          disabled={isReadOnly}
          onChange={({ currentTarget }) => set('name', currentTarget.value)}
        />
      </Field>
      <Field label={t('playbook.tags', 'Tags')} {...wrong('tags')}>
        <TagsInput
          id="playbook-tags"
          disabled={isReadOnly}
          tags={Array.isArray(definition.tags) ? definition.tags.map(String) : []}
          onChange={(tags) => set('tags', tags)}
        />
      </Field>
      <Field
        className={styles.wide}
        label={t('playbook.description', 'What it is for')}
        description={t('playbook.descriptionHelp', 'Those who are woken by an incident decide by it.')}
        {...wrong('description')}
      >
        <TextArea
          id="playbook-description"
          rows={2}
          disabled={isReadOnly}
          value={said('description')}
          onChange={({ currentTarget }) => set('description', currentTarget.value)}
        />
      </Field>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))',
    gap: theme.spacing(0, 2),
    alignItems: 'start',
  }),
  wide: css({ gridColumn: '1 / -1' }),
});
