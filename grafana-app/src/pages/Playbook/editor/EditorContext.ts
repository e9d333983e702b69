import { createContext, useContext } from 'react';
import type { Address, Definition } from '../../../playbook/definition';
import type { Edited } from '../../../playbook/editSteps';
import type { Problem } from '../../../playbook/problems';
import type { Reference } from './stepFields';

/** What the parts of the editor work on. */
export interface Editor {
  definition: Definition;
  problems: readonly Problem[];
  /** Names that steps may refer to, as far as the viewer may read them. */
  names: Partial<Record<Reference | RecipientKind, string[]>>;
  /** Address of the step whose form is open. */
  open: string | undefined;
  /** Nothing can be changed: the viewer may not, or the playbook is archived. */
  isReadOnly: boolean;
  setOpen(address: string | undefined): void;
  change(definition: Definition): void;
  /** Changes the definition and keeps the form of the step that was worked on open. */
  edit(edited: Edited): void;
}

export type RecipientKind = 'channel' | 'team' | 'schedule' | 'person';

export const EditorContext = createContext<Editor | undefined>(undefined);

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (editor === undefined) {
    throw new Error('A part of the editor stands outside of it.');
  }
  return editor;
}

/** An identifier for a field, unlike those of all other fields of the page. */
export const fieldId = (address: Address, at: readonly string[]) =>
  `playbook-${[...address, ...at].join('-').replace(/[^\w-]/g, '_')}`;
