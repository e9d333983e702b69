import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Card, EmptyState, FilterInput, useStyles2 } from '@grafana/ui';
import { useNavigate } from 'react-router-dom';
import type { RuleTemplatesQuery } from '../../api/generated/graphql';
import { paths } from '../../routing/paths';
import { templateGroupWords, templateWords } from '../../words/ruleTemplates';

type Template = RuleTemplatesQuery['ruleTemplates'][number];

/** What a new rule can begin from: a template, or an empty form. */
export function TemplateGallery({ templates }: { templates: Template[] }) {
  const styles = useStyles2(getStyles);
  const navigate = useNavigate();
  const [search, setSearch] = useState('');
  const shown = templates
    .map((template) => ({ ...template, ...templateWords(template) }))
    .filter((template) => finds(search, template));
  const groups = [...new Set(shown.map(({ group }) => group))];
  const label = t('managedRule.search', 'Search the templates');
  return (
    <>
      <div className={styles.search}>
        <FilterInput aria-label={label} placeholder={label} value={search} onChange={setSearch} escapeRegex={false} />
      </div>
      <div className={styles.cards}>
        <Card noMargin onClick={() => void navigate(paths.newManagedRule('none'))}>
          <Card.Heading>{t('managedRule.byHand', 'Write your own')}</Card.Heading>
          <Card.Description>
            {t('managedRule.byHandHelp', 'Any PromQL, with labels and annotations of your choice.')}
          </Card.Description>
        </Card>
      </div>
      {groups.map((group) => (
        <section key={group} aria-label={templateGroupWords(group)}>
          <h2 className={styles.group}>{templateGroupWords(group)}</h2>
          <div className={styles.cards}>
            {shown
              .filter((template) => template.group === group)
              .map(({ key, title, description }) => (
                <Card key={key} noMargin onClick={() => void navigate(paths.newManagedRule(key))}>
                  <Card.Heading>{title}</Card.Heading>
                  <Card.Description>{description}</Card.Description>
                </Card>
              ))}
          </div>
        </section>
      ))}
      {shown.length === 0 && (
        <EmptyState variant="not-found" message={t('managedRule.noTemplate', 'No template matches')} />
      )}
    </>
  );
}

function finds(search: string, { key, title, description }: Pick<Template, 'key' | 'title' | 'description'>): boolean {
  return `${key} ${title} ${description}`.toLowerCase().includes(search.trim().toLowerCase());
}

const getStyles = (theme: GrafanaTheme2) => ({
  search: css({ maxWidth: 420, marginBottom: theme.spacing(2) }),
  group: css({ ...theme.typography.h5, margin: theme.spacing(3, 0, 1) }),
  cards: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(280px, 100%), 1fr))',
    gap: theme.spacing(1),
  }),
});
