import { useEffect, useState } from 'react';
import { findDraft, forgetDraft, keepDraft, type KeptDraft } from './keptDrafts';

/** A draft that was left unsaved, as it was found when the editor opened; undefined once it was discarded or saved. */
export function useFoundDraft<Draft>(name: string, read: (value: unknown) => Draft | undefined) {
  const [found, setFound] = useState(() => findDraft(name, read));
  return { found, dismiss: () => setFound(undefined) };
}

/** Keeps a draft with each change to it, and forgets it when nothing is changed any more. */
export function useKeepDraft<Draft>(
  name: string,
  draft: Draft,
  isChanged: boolean,
  version: number | null,
  found: KeptDraft<Draft> | undefined
): void {
  useEffect(() => {
    if (!isChanged) {
      forgetDraft(name);
    } else if (draft !== found?.draft) {
      keepDraft(name, { draft, version, at: Date.now() });
    }
  }, [name, draft, isChanged, version, found]);
}
