import React, { useState } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2, textUtil } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, IconButton, Input, TextLink, useStyles2 } from '@grafana/ui';
import { IncidentLinksDocument } from '../../../api/generated/graphql';
import { Failure } from '../../../components/Failure/Failure';
import { PagedRows, Quiet, Section } from '../../../components/Section/Section';
import { useReasonAgainst } from '../../../api/useReasonAgainst';
import { useIncidentPart } from '../useIncident';
import type { IncidentVerbs } from '../useIncidentVerbs';

/** Addresses that help: a runbook, a dashboard, a call. */
export function Links({ id, verbs: { addLink, removeLink } }: { id: string; verbs: IncidentVerbs }) {
  const styles = useStyles2(getStyles);
  const reason = useReasonAgainst()('incidents:edit');
  const list = useIncidentPart(id, 'links', IncidentLinksDocument, (of) => of.links);
  const [link, setLink] = useState({ url: '', title: '' });
  const error = addLink.error ?? removeLink.error;
  return (
    <Section title={t('incident.links.title', 'Links')}>
      <PagedRows
        list={list}
        skeletonRows={1}
        empty={<Quiet>{t('incident.links.none', 'No runbook, dashboard or call is linked yet.')}</Quiet>}
      >
        {(rows) => (
          <ul className={styles.list}>
            {rows.map(({ id: linkId, title, url }) => (
              <li key={linkId} className={styles.link}>
                <TextLink href={textUtil.sanitizeUrl(url)} external>
                  {title}
                </TextLink>
                {reason === undefined && (
                  <IconButton
                    name="trash-alt"
                    size="sm"
                    aria-label={t('incident.links.remove', 'Remove the link {{title}}', { title })}
                    tooltip={t('incident.links.removeShort', 'Remove the link')}
                    onClick={() => removeLink.mutate(linkId)}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
      </PagedRows>
      {error ? <Failure error={error} /> : null}
      {reason === undefined && (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (link.url.trim() !== '') {
              addLink.mutate(link, { onSuccess: () => setLink({ url: '', title: '' }) });
            }
          }}
        >
          <Input
            aria-label={t('incident.links.url', 'Address')}
            placeholder="https://…"
            maxLength={2_000}
            value={link.url}
            onChange={(event) => setLink({ ...link, url: event.currentTarget.value })}
          />
          {link.url !== '' && (
            <Input
              aria-label={t('incident.links.name', 'Title of the link')}
              placeholder={t('incident.links.name', 'Title of the link')}
              maxLength={300}
              value={link.title}
              onChange={(event) => setLink({ ...link, title: event.currentTarget.value })}
            />
          )}
          <Button
            type="submit"
            variant="secondary"
            icon={addLink.isPending ? 'spinner' : 'plus'}
            aria-label={t('incident.links.add', 'Add link')}
            disabled={link.url.trim() === '' || addLink.isPending}
          />
        </form>
      )}
    </Section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  link: css({
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    padding: theme.spacing(0.25, 0),
    overflowWrap: 'anywhere',
    minWidth: 0,
  }),
  form: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1),
    '& > div': { flex: 1 },
  }),
});
