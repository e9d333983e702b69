import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  AcknowledgeIncidentDocument,
  AddIncidentLinkDocument,
  AddIncidentNoteDocument,
  AddIncidentTaskDocument,
  AssignIncidentDocument,
  ChangeIncidentTaskDocument,
  GiveIncidentRoleDocument,
  type IncidentHeadFragment,
  type IncidentRelationKind,
  type IncidentTaskChange,
  MergeIncidentsDocument,
  PostIncidentUpdateDocument,
  type Priority,
  RelateIncidentsDocument,
  RemoveIncidentLinkDocument,
  ResolveIncidentDocument,
  SetIncidentOwnerDocument,
  SetIncidentPriorityDocument,
  SetIncidentPrivateDocument,
  SetIncidentSeverityDocument,
  SetIncidentTitleDocument,
  type Severity,
  SnoozeIncidentDocument,
  SplitIncidentDocument,
  UnacknowledgeIncidentDocument,
  UnmergeIncidentDocument,
  UnrelateIncidentsDocument,
  type UpdateAudience,
  WakeIncidentDocument,
} from '../../api/generated/graphql';
import { incidentKey } from './useIncident';

/** What changes of an incident's face; what is undefined is left as it is. */
export interface Edit {
  title?: string;
  severity?: Severity;
  priority?: Priority | null;
}

/** Who works on it; what is undefined is left as it is. */
export interface PeopleChange {
  assignee?: string | null;
  team?: string | null;
  roles: Array<{ role: string; personId: string | null }>;
}

export type IncidentVerbs = ReturnType<typeof useIncidentVerbs>;

/** What a person can do to an incident. Whatever comes of it, the page reads the incident again. */
export function useIncidentVerbs(id: string) {
  const queryClient = useQueryClient();
  const show = (incident: IncidentHeadFragment) =>
    queryClient.setQueryData(incidentKey(id, 'head'), { incident, warnings: [] });
  return {
    acknowledge: useVerb(
      id,
      async (forMinutes: number | undefined) =>
        (await ask(AcknowledgeIncidentDocument, { id, forMinutes: forMinutes ?? null })).data.acknowledgeIncident,
      show
    ),
    unacknowledge: useVerb(
      id,
      async () => (await ask(UnacknowledgeIncidentDocument, { id })).data.unacknowledgeIncident,
      show
    ),
    snooze: useVerb(
      id,
      async (until: Date) =>
        (await ask(SnoozeIncidentDocument, { id, until: until.toISOString() })).data.snoozeIncident,
      show
    ),
    wake: useVerb(id, async () => (await ask(WakeIncidentDocument, { id })).data.wakeIncident, show),
    resolve: useVerb(
      id,
      async (note: string) =>
        (await ask(ResolveIncidentDocument, { id, note: note.trim() === '' ? null : note.trim() })).data
          .resolveIncident,
      show
    ),
    addNote: useVerb(id, (text: string) => ask(AddIncidentNoteDocument, { id, text: text.trim() })),
    postUpdate: useVerb(id, (update: { text: string; audience: UpdateAudience }) =>
      ask(PostIncidentUpdateDocument, { id, ...update })
    ),
    edit: useVerb(id, async ({ title, severity, priority }: Edit) => {
      if (title !== undefined) {
        await ask(SetIncidentTitleDocument, { id, title });
      }
      if (severity !== undefined) {
        await ask(SetIncidentSeverityDocument, { id, severity });
      }
      if (priority !== undefined) {
        await ask(SetIncidentPriorityDocument, { id, priority });
      }
    }),
    setPeople: useVerb(id, async ({ assignee, team, roles }: PeopleChange) => {
      if (assignee !== undefined) {
        await ask(AssignIncidentDocument, { id, personId: assignee });
      }
      if (team !== undefined) {
        await ask(SetIncidentOwnerDocument, { id, teamId: team });
      }
      for (const { role, personId } of roles) {
        await ask(GiveIncidentRoleDocument, { id, role, personId });
      }
    }),
    setPrivate: useVerb(id, (isPrivate: boolean) => ask(SetIncidentPrivateDocument, { id, private: isPrivate })),
    addTask: useVerb(id, (title: string) => ask(AddIncidentTaskDocument, { id, title: title.trim() })),
    changeTask: useVerb(id, ({ taskId, change }: { taskId: string; change: IncidentTaskChange }) =>
      ask(ChangeIncidentTaskDocument, { id, taskId, change })
    ),
    addLink: useVerb(id, ({ url, title }: { url: string; title: string }) =>
      ask(AddIncidentLinkDocument, { id, url: url.trim(), title: title.trim() || null })
    ),
    removeLink: useVerb(id, (linkId: string) => ask(RemoveIncidentLinkDocument, { id, linkId })),
    relate: useVerb(id, (relation: { otherId: string; kind: IncidentRelationKind }) =>
      ask(RelateIncidentsDocument, { id, ...relation })
    ),
    unrelate: useVerb(id, (otherId: string) => ask(UnrelateIncidentsDocument, { id, otherId })),
    merge: useVerb(id, (merge: { ids: string[]; intoId: string }) => ask(MergeIncidentsDocument, merge)),
    unmerge: useVerb(id, (sourceId: string) => ask(UnmergeIncidentDocument, { id: sourceId })),
    split: useVerb(
      id,
      async (split: { alertIds: string[]; title: string | null }) =>
        (await ask(SplitIncidentDocument, { id, ...split })).data.splitIncident
    ),
  };
}

function useVerb<Variables, Result>(
  id: string,
  run: (variables: Variables) => Promise<Result>,
  onSuccess?: (result: Result) => void
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess,
    // Not waited for: a dialog closes when its verb is done, not when the whole page has been read again.
    onSettled: () => void queryClient.invalidateQueries({ queryKey: incidentKey(id) }),
  });
}
