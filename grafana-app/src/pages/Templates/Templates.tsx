import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, EmptyState, useStyles2 } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { OwnerTeamsDocument, type TemplateRowFragment } from '../../api/generated/graphql';
import { useReasonAgainst } from '../../api/useReasonAgainst';
import { AreaPage } from '../../components/AreaPage/AreaPage';
import { Age } from '../../components/Age/Age';
import { PageActions } from '../../components/ListHeader/ListHeader';
import { PagedRows, Quiet } from '../../components/Section/Section';
import { noticeEventWords } from '../../words/notices';
import { plain } from '../../words/plain';
import { placeWords } from './placeWords';
import { TemplateDrawer } from './TemplateDrawer';
import { useTemplatePlaces, useTemplates } from './useTemplates';

/** What notices say where the tenant wants other words than the built-in ones. */
export function Templates() {
  const styles = useStyles2(getStyles);
  const list = useTemplates();
  const nameOf = usePlaceNames();
  const { data: places } = useTemplatePlaces();
  const kindOf = (kind: string | null | undefined) =>
    kind == null ? null : (places?.channelKinds.find((known) => known.kind === kind)?.label ?? kind);
  const [editing, setEditing] = useState<TemplateRowFragment | 'new'>();
  const reason = useReasonAgainst()('templates:manage');
  const add = (
    <Button icon="plus" disabled={reason !== undefined} tooltip={reason} onClick={() => setEditing('new')}>
      <Trans i18nKey="templates.new">New template</Trans>
    </Button>
  );
  return (
    <AreaPage
      renderTitle={() => <h1>{t('templates.title', 'Templates')}</h1>}
      actions={<PageActions live={false}>{list.rows.length > 0 && add}</PageActions>}
    >
      <div className={styles.help}>
        <Quiet>
          <Trans i18nKey="templates.help">
            What notices say. A node of the policy comes before the owner team, and the team before everybody; one for a
            kind of channel before one for every kind. A template that cannot be filled in never stops a notice: the
            built-in one goes out.
          </Trans>
        </Quiet>
      </div>
      <PagedRows
        list={list}
        empty={
          <EmptyState
            variant="call-to-action"
            message={t('templates.none', 'Notices say what is built in')}
            button={add}
          >
            <Trans i18nKey="templates.noneHelp">
              For instance: the runbook of the service in every mail, or one short line for text messages.
            </Trans>
          </EmptyState>
        }
      >
        {(rows) => (
          <ul className={styles.list} aria-label={t('templates.title', 'Templates')}>
            {rows.map((template) => (
              <li key={template.id} className={styles.row}>
                <button type="button" className={styles.name} onClick={() => setEditing(template)}>
                  {noticeEventWords(template.event)}
                </button>
                <span>
                  {[placeWords(template.place), nameOf(template)].filter((part) => part !== undefined).join(': ')}
                </span>
                <span>{kindOf(template.channelKind) ?? t('templates.everyKind', 'every kind of channel')}</span>
                <span className={styles.text}>
                  {template.texts.map(({ language, subject, body }) => (
                    <span key={language} className={styles.line}>{`${language}: ${subject ?? body ?? ''}`}</span>
                  ))}
                </span>
                <span className={styles.quiet}>
                  {template.updatedBy?.name} <Age since={template.updatedAt} ago />
                </span>
              </li>
            ))}
          </ul>
        )}
      </PagedRows>
      {editing !== undefined && (
        <TemplateDrawer
          before={editing === 'new' ? undefined : editing}
          placeName={editing === 'new' ? undefined : nameOf(editing)}
          mayManage={reason === undefined}
          onClose={() => setEditing(undefined)}
        />
      )}
    </AreaPage>
  );
}

/** The names of the teams and nodes that templates are for. */
function usePlaceNames() {
  const { data: offered } = useTemplatePlaces();
  const teams = useQuery({
    queryKey: ['routes', 'teams'],
    queryFn: async ({ signal }) => (await ask(OwnerTeamsDocument, {}, signal)).data.teams.edges.map(({ node }) => node),
    retry: false,
    staleTime: 60_000,
  });
  return ({ place, placeId }: TemplateRowFragment): string | undefined => {
    if (place === 'TENANT' || placeId == null) {
      return undefined;
    }
    const known = place === 'TEAM' ? teams.data : offered?.policy.nodes;
    return (
      known?.find(({ id }) => id === placeId)?.name ??
      t('templates.gone', '{{id}} (not there any more)', { ...plain, id: placeId.slice(0, 8) })
    );
  };
}

const getStyles = (theme: GrafanaTheme2) => ({
  help: css({ maxWidth: 760, marginBottom: theme.spacing(2) }),
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  row: css({
    display: 'grid',
    gridTemplateColumns: '140px minmax(140px, 1fr) 150px minmax(180px, 2fr) 150px',
    gap: theme.spacing(0, 2),
    alignItems: 'baseline',
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  name: css({ padding: 0, border: 'none', background: 'none', textAlign: 'left', color: theme.colors.text.link }),
  text: css({ minWidth: 0 }),
  line: css({
    display: 'block',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
