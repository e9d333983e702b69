import React, { useEffect, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, Field, Icon, RadioButtonGroup, Stack, TextArea, TextLink, useStyles2 } from '@grafana/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  type IntegrationPartsFragment,
  PreviewMappingDocument,
  type PreviewMappingQuery,
} from '../../api/generated/graphql';
import { usePermission } from '../../api/useViewer';
import { Failure } from '../../components/Failure/Failure';
import { Labels } from '../../components/Labels/Labels';
import { Quiet, Section } from '../../components/Section/Section';
import { plain } from '../../words/plain';
import { MappingFields } from './MappingFields';
import { formOf, readDraft, writeMapping } from './mappingText';
import { sayDone, useIntegrationActions } from './useIntegration';

const SAMPLE = JSON.stringify(
  { title: 'Disk almost full', status: 'firing', severity: 'critical', labels: { host: 'db-1' } },
  null,
  2
);
/** So long after the last key the draft is tried. */
const TYPING_PAUSE_MS = 300;
const DOCS = 'https://cel.dev';

/** How bodies of any shape are read: the expressions at the left, as a form or as JSON, a body at the right, and below it what comes of the two while one types. */
export function MappingEditor({ integration }: { integration: IntegrationPartsFragment }) {
  const styles = useStyles2(getStyles);
  const mayManage = usePermission('integrations:manage') === true;
  const { update } = useIntegrationActions(integration);
  const [text, setText] = useState(writeMapping(integration.settings));
  const [body, setBody] = useState(SAMPLE);
  const [asForm, setAsForm] = useState(true);
  const draft = readDraft(text);
  const form = draft.settings && formOf(draft.settings.mapping);
  const [asked, setAsked] = useState({ settings: draft.settings, body });
  useEffect(() => {
    const { settings } = readDraft(text);
    const pause = setTimeout(() => settings !== undefined && setAsked({ settings, body }), TYPING_PAUSE_MS);
    return () => clearTimeout(pause);
  }, [text, body]);
  const preview = useQuery({
    queryKey: ['integration', integration.id, 'mapping', asked],
    queryFn: async ({ signal }) =>
      (await ask(PreviewMappingDocument, { source: integration.source, ...asked }, signal)).data.previewMapping,
    enabled: mayManage,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const save = () =>
    update.mutate(
      { settings: draft.settings },
      { onSuccess: () => sayDone(t('mapping.saved', 'The mapping is kept.')) }
    );
  return (
    <Section
      title={t('mapping.title', 'Mapping')}
      aside={
        <TextLink href={DOCS} external inline={false} variant="bodySmall">
          {t('mapping.language', 'CEL, the language of the expressions')}
        </TextLink>
      }
    >
      <Quiet>
        {integration.source === 'ALERTMANAGER'
          ? t(
              'mapping.alertmanager',
              'Only for bodies that are not Alertmanager’s own webhook, since its payload can be templated.'
            )
          : t(
              'mapping.about',
              'Fields that are left out are read in the usual way: title, status, severity, labels and their common spellings.'
            )}
      </Quiet>
      <div className={styles.choice}>
        <RadioButtonGroup
          aria-label={t('mapping.shownAs', 'Shown as')}
          size="sm"
          options={[
            { value: true, label: t('mapping.asForm', 'Form') },
            { value: false, label: t('mapping.asJson', 'JSON') },
          ]}
          disabledOptions={form ? [] : [true]}
          value={asForm && form !== undefined}
          onChange={setAsForm}
        />
      </div>
      <div className={styles.editors}>
        {asForm && form ? (
          <MappingFields
            mapping={form}
            usual={formOf(preview.data?.mapping)}
            readOnly={!mayManage}
            onChange={(mapping) => setText(Object.keys(mapping).length === 0 ? '' : JSON.stringify(mapping, null, 2))}
          />
        ) : (
          <Field
            label={t('mapping.expressions', 'Expressions (JSON)')}
            invalid={draft.problem !== undefined}
            error={draft.problem}
            noMargin
          >
            <TextArea
              id="mapping-text"
              className={styles.code}
              rows={10}
              spellCheck={false}
              readOnly={!mayManage}
              placeholder={"{\n  \"status\": \"item.state == 'ok' ? 'resolved' : 'firing'\"\n}"}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          </Field>
        )}
        <div className={styles.tried}>
          <Field label={t('mapping.body', 'Try it on a body')} noMargin>
            <TextArea
              id="mapping-body"
              className={styles.code}
              rows={10}
              spellCheck={false}
              value={body}
              onChange={(event) => setBody(event.currentTarget.value)}
            />
          </Field>
          {preview.error ? <Failure error={preview.error} /> : null}
          {preview.data && !preview.error && <Result preview={preview.data} />}
        </div>
      </div>
      {update.error ? <Failure error={update.error} /> : null}
      <Stack gap={1}>
        <Button
          disabled={!mayManage || draft.settings === undefined || update.isPending || preview.error !== null}
          icon={update.isPending ? 'spinner' : undefined}
          onClick={save}
        >
          <Trans i18nKey="mapping.save">Keep this mapping</Trans>
        </Button>
        {preview.data && (
          <Button
            variant="secondary"
            onClick={() => {
              setAsForm(false);
              setText(JSON.stringify(preview.data.mapping, null, 2));
            }}
          >
            <Trans i18nKey="mapping.spellOut">Spell out the usual way</Trans>
          </Button>
        )}
      </Stack>
    </Section>
  );
}

function Result({ preview }: { preview: PreviewMappingQuery['previewMapping'] }) {
  const styles = useStyles2(getStyles);
  const { alerts, problems } = preview;
  return (
    <div className={styles.result} aria-live="polite">
      {problems.length > 0 && (
        <Alert severity="error" title={t('mapping.problems', 'This body would be refused')}>
          {problems.slice(0, 5).map(({ item, field, message, expression }) => (
            <div key={`${item}${field}`}>
              <strong>{item == null ? field : `[${item}].${field}`}</strong> <code>{expression}</code>
              <br />
              {message}
            </div>
          ))}
        </Alert>
      )}
      {problems.length === 0 && alerts.length === 0 && (
        <Quiet>{t('mapping.nothing', 'There is no alert in this body.')}</Quiet>
      )}
      {alerts.slice(0, 10).map(({ name, status, severity, labels, key }, at) => (
        <div key={at} className={styles.alert}>
          <span>
            <Icon name={status === 'FIRING' ? 'fire' : 'check'} /> <strong>{name}</strong> · {severity}
            {key != null && ` · ${t('mapping.key', 'key {{key}}', { ...plain, key })}`}
          </span>
          <Labels labels={labels} />
        </div>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  choice: css({ marginTop: theme.spacing(1) }),
  editors: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(260px, 1fr))',
    gap: theme.spacing(2),
    margin: theme.spacing(1, 0, 2),
  }),
  tried: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  code: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize }),
  result: css({ marginBottom: theme.spacing(2) }),
  alert: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
});
