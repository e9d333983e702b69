import React from 'react';
import { t, Trans } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { EmptyState, TextLink } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearchParams } from 'react-router-dom';
import { ask } from '../../api/ask';
import { ApiError } from '../../api/errors';
import { found } from '../../api/found';
import { ManagedRuleDocument } from '../../api/generated/graphql';
import { Failure } from '../../components/Failure/Failure';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { paths } from '../../routing/paths';
import { useRuleTemplates } from '../ManagedRules/useManagedRules';
import { readParameters } from './readParameters';
import { draftOfRule, newDraft } from './ruleDraft';
import { RuleForm } from './RuleForm';
import { TemplateGallery } from './TemplateGallery';

/** A managed rule to be edited; without an id a new one, of a template or by hand, once that is chosen. */
export function ManagedRule() {
  const { id } = useParams();
  const [params] = useSearchParams();
  const chosen = params.get('template');
  const templates = useRuleTemplates();
  const rule = useQuery({
    queryKey: ['rules', 'managed', 'one', id],
    queryFn: async ({ signal }) => found((await ask(ManagedRuleDocument, { id: id ?? '' }, signal)).data.managedRule),
    enabled: id !== undefined,
  });
  const title = rule.data?.name ?? t('managedRule.new', 'New rule');
  const parent = { text: t('rules.tab.managed', 'Managed rules'), url: paths.managedRules };
  const error = templates.error ?? rule.error;

  const content = () => {
    if (error) {
      return error instanceof ApiError && error.code === 'NOT_FOUND' ? (
        <EmptyState variant="not-found" message={t('managedRule.missing', 'There is no such rule')}>
          <TextLink href={paths.managedRules}>
            <Trans i18nKey="managedRule.toList">Go to the managed rules</Trans>
          </TextLink>
        </EmptyState>
      ) : (
        <Failure error={error} retry={() => void (templates.error ? templates.refetch() : rule.refetch())} />
      );
    }
    if (templates.data === undefined || (id !== undefined && rule.data === undefined)) {
      return <Skeleton rows={8} />;
    }
    const key = rule.data ? (rule.data.template ?? null) : chosen;
    const template = templates.data.find((each) => each.key === key) ?? null;
    const parameters = template === null ? [] : readParameters(template.parameters);
    if (rule.data) {
      return <RuleForm key={id} id={id} initial={draftOfRule(rule.data)} template={template} parameters={parameters} />;
    }
    if (template !== null || chosen === 'none') {
      return (
        <RuleForm key={chosen} initial={newDraft(template, parameters)} template={template} parameters={parameters} />
      );
    }
    return <TemplateGallery templates={templates.data} />;
  };
  return (
    <PluginPage pageNav={{ text: title, parentItem: parent }} renderTitle={() => <h1>{title}</h1>}>
      {content()}
    </PluginPage>
  );
}
