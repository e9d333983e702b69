import React from 'react';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { PlaybookNameDocument } from '../../api/generated/graphql';
import { PlaybookPicker } from '../Triggers/PlaybookPicker';

interface Props {
  id: string;
  value: string | null | undefined;
  onChange(playbookId: string): void;
}

/** Chooses the playbook that a step starts, by its name. A chain keeps only the id; one that is gone, or not to be seen, stands as its id. */
export function PlaybookOfStep({ id, value, onChange }: Props) {
  const { data: name } = useQuery({
    queryKey: ['playbookName', value],
    queryFn: async ({ signal }) =>
      (await ask(PlaybookNameDocument, { id: value ?? '' }, signal)).data.playbook?.name ?? null,
    enabled: Boolean(value),
  });
  return (
    <PlaybookPicker
      id={id}
      value={value ? { id: value, name: name ?? value } : null}
      onChange={(picked) => onChange(picked.id)}
    />
  );
}
