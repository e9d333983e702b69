import React, { type ClipboardEvent, type KeyboardEvent, type RefObject, useEffect, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, RadioButtonGroup, Stack, TextArea, useStyles2 } from '@grafana/ui';
import { attachmentUrl, type UploadedFile } from '../../../api/attachments';
import { Failure } from '../../../components/Failure/Failure';
import { Markdown } from '../../../components/Markdown/Markdown';
import { mentionOf } from '../../../components/Markdown/nameMentions';
import { findPeople, type PickedPerson } from '../../../components/PersonPicker/PersonPicker';
import { availability, useReasonAgainst } from '../../../api/useReasonAgainst';
import type { IncidentVerbs } from '../useIncidentVerbs';
import { mentionAt } from './mentionAt';

interface Props {
  verbs: IncidentVerbs;
  field: RefObject<HTMLTextAreaElement>;
  incidentId: string;
  /** Adds a file to the incident; undefined when that failed, which the attachments tell. */
  attach(file: File): Promise<UploadedFile | undefined>;
}

/** Where notes are written, in Markdown; `@` and the beginning of a name offers the people to mention, and a pasted picture becomes an attachment. */
export function Composer({ verbs: { addNote }, field, incidentId, attach }: Props) {
  const styles = useStyles2(getStyles);
  const reason = useReasonAgainst()('incidents:note');
  const [text, setText] = useState('');
  const [view, setView] = useState<'write' | 'preview'>('write');
  const [caret, setCaret] = useState(0);
  const mention = view === 'write' ? mentionAt(text, caret) : undefined;
  const { people, chosen, setChosen } = usePeople(mention?.search);
  const ready = text.trim() !== '' && !addNote.isPending && reason === undefined;
  const submit = () => addNote.mutate(text, { onSuccess: () => setText('') });

  const insert = (person: PickedPerson) => {
    if (mention === undefined) {
      return;
    }
    const before = `${text.slice(0, mention.start)}${mentionOf(person)} `;
    setText(before + text.slice(caret));
    setCaret(before.length);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(before.length, before.length);
    });
  };
  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) {
      return;
    }
    event.preventDefault();
    for (const file of files) {
      void attach(file).then((kept) => {
        if (kept) {
          const name = kept.name.replace(/[[\]]/g, '_');
          setText((before) => `${before}${before === '' ? '' : '\n'}[${name}](${attachmentUrl(incidentId, kept.id)})`);
        }
      });
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const person = people[chosen];
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      if (ready) {
        submit();
      }
    } else if (person === undefined) {
      return;
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : people.length - 1;
      setChosen((chosen + step) % people.length);
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      insert(person);
    } else if (event.key === 'Escape') {
      setCaret(-1);
    } else {
      return;
    }
    event.preventDefault();
  };

  return (
    <div className={styles.composer}>
      {addNote.error ? <Failure error={addNote.error} /> : null}
      {view === 'write' ? (
        <div className={styles.field}>
          <TextArea
            ref={field}
            rows={text === '' ? 2 : 5}
            maxLength={10_000}
            disabled={reason !== undefined}
            aria-label={t('incident.composer.label', 'Note')}
            placeholder={
              reason ??
              t(
                'incident.composer.placeholder',
                'Write what you see or do. Markdown; @ mentions people; pictures can be pasted.'
              )
            }
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setCaret(event.currentTarget.selectionStart);
            }}
            onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
            onKeyDown={onKeyDown}
            onPaste={paste}
          />
          {people.length > 0 && (
            <ul
              className={styles.people}
              role="listbox"
              aria-label={t('incident.composer.people', 'People to mention')}
            >
              {people.map((person, at) => (
                <li key={person.id} role="option" aria-selected={at === chosen}>
                  <button
                    type="button"
                    className={styles.person}
                    data-chosen={at === chosen}
                    onMouseDown={(event) => event.preventDefault()}
                    onClick={() => insert(person)}
                  >
                    {person.name}
                    {person.email && <span className={styles.email}>{person.email}</span>}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </div>
      ) : (
        <div className={styles.preview}>
          <Markdown text={text} />
        </div>
      )}
      {text !== '' && (
        <Stack justifyContent="space-between" wrap="wrap">
          <RadioButtonGroup
            size="sm"
            options={[
              { value: 'write' as const, label: t('incident.composer.write', 'Write') },
              { value: 'preview' as const, label: t('incident.composer.preview', 'Preview') },
            ]}
            value={view}
            onChange={setView}
          />
          <Button
            size="sm"
            icon={addNote.isPending ? 'spinner' : undefined}
            onClick={submit}
            {...availability(!ready, reason)}
          >
            <Trans i18nKey="incident.composer.send">Add note</Trans>
          </Button>
        </Stack>
      )}
    </div>
  );
}

/** Wait between two keys before people are searched, in milliseconds. */
const TYPING_MS = 150;

/** People whose names fit what stands behind the `@`. */
function usePeople(search: string | undefined) {
  const [found, setFound] = useState<{ search: string; people: Array<PickedPerson & { email?: string | null }> }>();
  const [chosen, setChosen] = useState(0);
  useEffect(() => {
    if (search === undefined) {
      return undefined;
    }
    let asked = true;
    const timer = setTimeout(() => {
      findPeople(search).then(
        (people) => {
          if (asked) {
            setFound({ search, people: people.slice(0, 8) });
            setChosen(0);
          }
        },
        // Without suggestions a note can be written all the same.
        () => setFound(undefined)
      );
    }, TYPING_MS);
    return () => {
      asked = false;
      clearTimeout(timer);
    };
  }, [search]);
  const people = search !== undefined && found !== undefined ? found.people : [];
  return { people, chosen: Math.min(chosen, Math.max(0, people.length - 1)), setChosen };
}

const getStyles = (theme: GrafanaTheme2) => ({
  composer: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), marginBottom: theme.spacing(2) }),
  field: css({ position: 'relative' }),
  preview: css({
    minHeight: 64,
    padding: theme.spacing(1),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  people: css({
    position: 'absolute',
    zIndex: theme.zIndex.dropdown,
    top: '100%',
    left: 0,
    minWidth: 240,
    maxWidth: '100%',
    margin: 0,
    padding: theme.spacing(0.5),
    listStyle: 'none',
    background: theme.colors.background.elevated,
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z3,
  }),
  person: css({
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(2),
    width: '100%',
    padding: theme.spacing(0.5, 1),
    border: 0,
    borderRadius: theme.shape.radius.default,
    background: 'none',
    textAlign: 'left',
    '&:hover, &[data-chosen="true"]': { background: theme.colors.action.hover },
  }),
  email: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
