import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  ChooseDefaultViewDocument,
  CreateSavedViewDocument,
  DeleteSavedViewDocument,
  type SavedViewFieldsFragment,
  type SavedViewInput,
  SavedViewsDocument,
  UpdateSavedViewDocument,
} from '../../api/generated/graphql';
import { asRecord } from '../../api/errors';
import { type Layout, optionalColumns } from './columns';

const queryKey = ['saved-views', 'INCIDENTS'];

/** What a view remembers, as far as this version knows it. */
export interface ViewSettings {
  filter: Record<string, string>;
  layout: Layout;
}

/** Reads a view's settings; what is not known is left out. */
export function readSettings(settings: unknown): ViewSettings {
  const { filter, columns, dense } = asRecord(settings);
  const texts = Object.entries(asRecord(filter)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string'
  );
  const known: unknown[] = Array.isArray(columns) ? columns : [];
  return {
    filter: Object.fromEntries(texts),
    layout: { columns: optionalColumns.filter((column) => known.includes(column)), dense: dense === true },
  };
}

/** The views of the list of incidents that this person sees, and what they may do with them. */
export function useViews() {
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries({ queryKey });
  const views = useQuery({
    queryKey,
    queryFn: async ({ signal }) => (await ask(SavedViewsDocument, { list: 'INCIDENTS' }, signal)).data.savedViews,
    staleTime: 60_000,
  });
  const save = useMutation({
    mutationFn: async ({ id, isDefault, input }: { id?: string; isDefault: boolean; input: SavedViewInput }) => {
      const saved =
        id === undefined
          ? (await ask(CreateSavedViewDocument, { input })).data.createSavedView
          : (await ask(UpdateSavedViewDocument, { id, input })).data.updateSavedView;
      return saved.isDefault === isDefault
        ? saved
        : (await ask(ChooseDefaultViewDocument, { id: saved.id, isDefault })).data.chooseDefaultView;
    },
    onSuccess,
  });
  const remove = useMutation({ mutationFn: (id: string) => ask(DeleteSavedViewDocument, { id }), onSuccess });
  const chooseDefault = useMutation({
    mutationFn: ({ id, isDefault }: Pick<SavedViewFieldsFragment, 'id' | 'isDefault'>) =>
      ask(ChooseDefaultViewDocument, { id, isDefault }),
    onSuccess,
  });
  return { views: views.data, isSettled: !views.isPending, save, remove, chooseDefault };
}
