import React, { useEffect, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, LoadingBar, useStyles2 } from '@grafana/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { ApiError } from '../../api/errors';
import { type ManagedRuleInput, ManagedRulePreviewDocument } from '../../api/generated/graphql';
import { Failure } from '../../components/Failure/Failure';
import { Quiet, Section } from '../../components/Section/Section';

const TYPING_PAUSE_MS = 400;

/** The rule as it would be served, as soon as typing pauses; what no server would take is said in words. */
export function RulePreview({ input }: { input: ManagedRuleInput }) {
  const styles = useStyles2(getStyles);
  const text = JSON.stringify(input);
  const [asked, setAsked] = useState(text);
  useEffect(() => {
    const pause = setTimeout(() => setAsked(text), TYPING_PAUSE_MS);
    return () => clearTimeout(pause);
  }, [text]);
  const { data, error, isFetching } = useQuery({
    queryKey: ['rulePreview', asked],
    queryFn: async ({ signal }) =>
      (await ask(ManagedRulePreviewDocument, { input: JSON.parse(asked) }, signal)).data.managedRulePreview,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    enabled: !isUnfinished(input),
  });
  if (isUnfinished(input)) {
    return (
      <Section title={t('managedRule.preview', 'Preview')}>
        <Quiet>{t('managedRule.fillIn', 'Give it an expression, a name and a group.')}</Quiet>
      </Section>
    );
  }
  return (
    <Section title={t('managedRule.preview', 'Preview')}>
      <div className={styles.bar}>{isFetching && <LoadingBar width={200} />}</div>
      <div aria-live="polite">
        {error ? (
          error instanceof ApiError && error.code === 'BAD_USER_INPUT' ? (
            <Alert severity="warning" title={t('managedRule.notYet', 'Not a rule yet')}>
              {error.detail}
            </Alert>
          ) : (
            <Failure error={error} />
          )
        ) : (
          data && <pre className={styles.yaml}>{data.yaml}</pre>
        )}
      </div>
    </Section>
  );
}

/** A rule by hand that is not filled in yet: nobody needs to be told what is missing while they are about to write it. */
function isUnfinished({ template, query, name, group }: ManagedRuleInput): boolean {
  return !template && [query, name, group].some((text) => !text?.trim());
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ height: 2 }),
  yaml: css({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontSize: theme.typography.bodySmall.fontSize }),
});
