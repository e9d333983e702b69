import type { SavedViewInput } from '../../api/generated/graphql';

/** The part of the schema's root that keeps views; all belong to the viewer. */
export function createSavedViews() {
  let views: Array<SavedViewInput & { id: string; isOwn: boolean; isDefault: boolean }> = [];
  const change = (id: string, changes: object) => {
    views = views.map((view) => (view.id === id ? { ...view, ...changes } : view));
    return views.find((view) => view.id === id);
  };
  return {
    savedViews: () => views,
    createSavedView: ({ input }: { input: SavedViewInput }) => {
      const view = { ...input, id: `view-${views.length + 1}`, isOwn: true, isDefault: false };
      views = [...views, view];
      return view;
    },
    updateSavedView: ({ id, input }: { id: string; input: SavedViewInput }) => change(id, input),
    deleteSavedView: ({ id }: { id: string }) => {
      views = views.filter((view) => view.id !== id);
      return id;
    },
    chooseDefaultView: ({ id, isDefault }: { id: string; isDefault: boolean }) => {
      views = views.map((view) => ({ ...view, isDefault: view.id === id && isDefault }));
      return views.find((view) => view.id === id);
    },
  };
}
