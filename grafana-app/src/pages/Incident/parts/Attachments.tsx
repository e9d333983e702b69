import React, { type DragEvent, useRef, useState } from 'react';
import { css, cx } from '@emotion/css';
import { dateTimeFormat, formattedValueToString, getValueFormat, type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, ConfirmModal, Icon, IconButton, Modal, useStyles2 } from '@grafana/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../../api/ask';
import { attachmentUrl } from '../../../api/attachments';
import { describeError } from '../../../api/describeError';
import {
  IncidentAttachmentsDocument,
  type IncidentAttachmentsQuery,
  RemoveIncidentAttachmentDocument,
} from '../../../api/generated/graphql';
import { useReasonAgainst } from '../../../api/useReasonAgainst';
import { Failure } from '../../../components/Failure/Failure';
import { PagedRows, Section } from '../../../components/Section/Section';
import { plain } from '../../../words/plain';
import { incidentKey, useIncidentPart } from '../useIncident';
import type { Upload, Uploads } from '../useUploads';

type Attachment = NonNullable<IncidentAttachmentsQuery['incident']>['attachments']['edges'][number]['node'];

/** Files of the incident: pictures are shown, everything else is saved. They are added by choosing, by dropping, or by pasting into a note. */
export function Attachments({ id, uploads: { uploads, limits, send, forget } }: { id: string; uploads: Uploads }) {
  const styles = useStyles2(getStyles);
  const reason = useReasonAgainst()('incidents:note');
  const list = useIncidentPart(id, 'attachments', IncidentAttachmentsDocument, (of) => of.attachments);
  const [over, setOver] = useState(false);
  const [shown, setShown] = useState<Attachment>();
  const [leaving, setLeaving] = useState<Attachment>();
  const chooser = useRef<HTMLInputElement>(null);
  const remove = useRemove(id);
  const add = (files: FileList | null) => [...(files ?? [])].forEach((file) => void send(file));
  const drop = {
    onDragOver: (event: DragEvent) => {
      if (event.dataTransfer.types.includes('Files')) {
        event.preventDefault();
        setOver(true);
      }
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      add(event.dataTransfer.files);
    },
  };
  return (
    <Section title={t('incident.attachments.title', 'Attachments')}>
      <PagedRows list={list} skeletonRows={1} empty={null}>
        {(rows) => (
          <ul className={styles.list}>
            {rows.map((attachment) => (
              <Row
                key={attachment.id}
                incidentId={id}
                attachment={attachment}
                show={() => setShown(attachment)}
                remove={() => setLeaving(attachment)}
              />
            ))}
          </ul>
        )}
      </PagedRows>
      {uploads.length > 0 && (
        <ul className={styles.list}>
          {uploads.map((upload) => (
            <UploadRow key={upload.key} upload={upload} limit={limits?.fileBytes} forget={() => forget(upload.key)} />
          ))}
        </ul>
      )}
      {remove.error ? <Failure error={remove.error} /> : null}
      {reason === undefined && (
        <div className={cx(styles.drop, over && styles.over)} data-testid="attachment-drop" {...drop}>
          <input
            ref={chooser}
            type="file"
            multiple
            hidden
            aria-label={t('incident.attachments.choose', 'Choose files')}
            onChange={({ currentTarget }) => {
              add(currentTarget.files);
              // The same file may be chosen again after it failed.
              currentTarget.value = '';
            }}
          />
          <Icon name="upload" />
          <span>
            {limits
              ? t('incident.attachments.dropUpTo', 'Drop files here, up to {{size}} each', {
                  ...plain,
                  size: sizeText(limits.fileBytes),
                })
              : t('incident.attachments.drop', 'Drop files here')}
          </span>
          <Button size="sm" variant="secondary" onClick={() => chooser.current?.click()}>
            <Trans i18nKey="incident.attachments.choose">Choose files</Trans>
          </Button>
        </div>
      )}
      {shown && (
        <Modal isOpen title={shown.name} onDismiss={() => setShown(undefined)} className={styles.modal}>
          <img className={styles.whole} src={attachmentUrl(id, shown.id, { inline: true })} alt={shown.name} />
        </Modal>
      )}
      <ConfirmModal
        isOpen={leaving !== undefined}
        title={t('incident.attachments.removeTitle', 'Remove the file')}
        body={t(
          'incident.attachments.removeBody',
          '“{{name}}” is deleted for everybody. The timeline keeps that it was there.',
          {
            ...plain,
            name: leaving?.name ?? '',
          }
        )}
        confirmText={t('incident.attachments.removeConfirm', 'Remove')}
        onConfirm={() => {
          if (leaving) {
            remove.mutate(leaving.id);
          }
          setLeaving(undefined);
        }}
        onDismiss={() => setLeaving(undefined)}
      />
    </Section>
  );
}

function useRemove(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (attachmentId: string) => ask(RemoveIncidentAttachmentDocument, { id, attachmentId }),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: incidentKey(id) }),
  });
}

interface RowProps {
  incidentId: string;
  attachment: Attachment;
  show(): void;
  remove(): void;
}

function Row({ incidentId, attachment, show, remove }: RowProps) {
  const styles = useStyles2(getStyles);
  const { id, name, isImage, bytes, createdAt, createdBy, canRemove } = attachment;
  const told = [sizeText(bytes), createdBy?.name, dateTimeFormat(createdAt)].filter((part) => part).join(' · ');
  return (
    <li className={styles.row}>
      {isImage ? (
        <button
          type="button"
          className={styles.thumb}
          aria-label={t('incident.attachments.show', 'Show {{name}}', { ...plain, name })}
          onClick={show}
        >
          <img src={attachmentUrl(incidentId, id, { inline: true })} alt="" loading="lazy" className={styles.image} />
        </button>
      ) : (
        <span className={styles.thumb}>
          <Icon name="file-alt" size="lg" />
        </span>
      )}
      <span className={styles.text}>
        {/* With a target Grafana leaves the link to the browser, which saves the file. */}
        <a
          href={attachmentUrl(incidentId, id)}
          target="_blank"
          rel="noopener noreferrer"
          className={styles.name}
          title={name}
        >
          {name}
        </a>
        <span className={styles.told} title={told}>
          {told}
        </span>
      </span>
      {canRemove && (
        <IconButton
          name="trash-alt"
          size="sm"
          aria-label={t('incident.attachments.remove', 'Remove {{name}}', { ...plain, name })}
          tooltip={t('incident.attachments.remove', 'Remove {{name}}', { ...plain, name })}
          onClick={remove}
        />
      )}
    </li>
  );
}

function UploadRow({
  upload: { file, sent, error },
  limit,
  forget,
}: {
  upload: Upload;
  limit?: number;
  forget(): void;
}) {
  const styles = useStyles2(getStyles);
  const part = file.size === 0 ? 1 : Math.min(1, sent / file.size);
  return (
    <li className={styles.row}>
      <span className={styles.thumb}>
        <Icon name={error ? 'exclamation-triangle' : 'spinner'} size="lg" className={error ? styles.bad : undefined} />
      </span>
      <span className={styles.text}>
        <span className={styles.name} title={file.name}>
          {file.name}
        </span>
        {error ? (
          <span role="alert" className={cx(styles.told, styles.bad)}>
            {failureText(error, limit)}
          </span>
        ) : (
          <span
            role="progressbar"
            aria-label={file.name}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(100 * part)}
            className={styles.track}
          >
            <span className={styles.bar} style={{ width: `${100 * part}%` }} />
          </span>
        )}
      </span>
      <IconButton
        name="times"
        size="sm"
        aria-label={
          error
            ? t('incident.attachments.dismiss', 'Dismiss {{name}}', { ...plain, name: file.name })
            : t('incident.attachments.cancel', 'Stop sending {{name}}', { ...plain, name: file.name })
        }
        onClick={forget}
      />
    </li>
  );
}

function failureText(error: unknown, limit: number | undefined): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'BODY_TOO_LARGE' && limit !== undefined) {
    return t('incident.attachments.tooLarge', 'Larger than {{size}}', { ...plain, size: sizeText(limit) });
  }
  if (code === 'CONFLICT' && error instanceof Error && 'detail' in error && typeof error.detail === 'string') {
    return t('incident.attachments.full', 'The incident has no room for it: remove another file first');
  }
  const { title, advice } = describeError(error);
  return advice === '' ? title : `${title}. ${advice}`;
}

function sizeText(bytes: number): string {
  return formattedValueToString(getValueFormat('bytes')(bytes, 0));
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  row: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 0),
    minWidth: 0,
  }),
  thumb: css({
    flex: 'none',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: 48,
    height: 36,
    padding: 0,
    overflow: 'hidden',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    color: theme.colors.text.secondary,
  }),
  image: css({ width: '100%', height: '100%', objectFit: 'cover' }),
  text: css({ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }),
  name: css({
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    'a&': { color: theme.colors.text.link, '&:hover': { textDecoration: 'underline' } },
  }),
  told: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
  bad: css({ color: theme.colors.error.text, whiteSpace: 'normal' }),
  track: css({
    height: theme.spacing(0.5),
    marginTop: theme.spacing(0.75),
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.secondary,
    overflow: 'hidden',
  }),
  bar: css({ display: 'block', height: '100%', background: theme.colors.primary.main }),
  drop: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1),
    padding: theme.spacing(1),
    border: `1px dashed ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    color: theme.colors.text.secondary,
    '& button': { marginLeft: 'auto' },
  }),
  over: css({ borderColor: theme.colors.primary.border, background: theme.colors.action.hover }),
  modal: css({ width: 'min(1200px, 95vw)' }),
  whole: css({ display: 'block', maxWidth: '100%', maxHeight: '75vh', margin: '0 auto' }),
});
