import type { BulkInput, IncidentFilter } from '../../api/generated/graphql';
import type { IncidentRecord, Records } from './records';
import { people } from './incidentVerbs';
import { ada } from './samples';

/** A bulk action of the fake platform: it is done when its progress is asked for the second time. */
interface Bulk {
  id: string;
  verb: string;
  state: string;
  total: number;
  canUndo: boolean;
  undoOfId: string | null;
  incidentIds: string[];
  /** What it sets, and what each incident had before. */
  set: Partial<IncidentRecord>;
  had: Map<string, Partial<IncidentRecord>>;
  progress: { done: number; skipped: number; failed: number; waiting: number; reasons: object[] };
}

/** The part of the schema's root that does verbs to many incidents. */
export function createBulk(
  records: Records,
  put: (incident: IncidentRecord) => void,
  matches: (incident: IncidentRecord, filter: IncidentFilter | undefined) => boolean
) {
  const actions = new Map<string, Bulk>();
  const begin = (
    verb: string,
    incidentIds: string[],
    undoOfId: string | null,
    set: Partial<IncidentRecord> = {},
    had = new Map<string, Partial<IncidentRecord>>()
  ): Bulk => {
    const progress = { done: 0, skipped: 0, failed: 0, waiting: incidentIds.length, reasons: [] };
    const id = `bulk-${actions.size + 1}`;
    const action = {
      id,
      verb,
      state: 'RUNNING',
      total: incidentIds.length,
      canUndo: undoOfId === null && verb !== 'RESOLVE',
      undoOfId,
      incidentIds,
      set,
      had,
      progress,
    };
    actions.set(id, action);
    return action;
  };
  const finish = (action: Bulk) => {
    const outcome: Record<string, Partial<IncidentRecord>> = {
      ACKNOWLEDGE: { status: 'ACKNOWLEDGED', acknowledgedBy: ada },
      UNACKNOWLEDGE: { status: 'TRIGGERED', acknowledgedBy: null },
      RESOLVE: { status: 'RESOLVED' },
    };
    const changed = action.incidentIds.flatMap((id) => records.incidents.filter((incident) => incident.id === id));
    const doable = changed.filter(({ status }) => status !== outcome[action.verb]?.status && status !== 'RESOLVED');
    doable.forEach((incident) => {
      const { severity, priority, assignee, ownerTeam } = incident;
      put({ ...incident, ...outcome[action.verb], ...action.set, ...action.had.get(incident.id) });
      action.had.set(incident.id, { severity, priority, assignee, ownerTeam });
    });
    const skipped = action.total - doable.length;
    const reason = {
      outcome: 'SKIPPED',
      reason: 'Cannot acknowledge: already_acknowledged.',
      count: skipped,
      incidentIds: [],
    };
    action.state = 'DONE';
    action.incidentIds = doable.map(({ id }) => id);
    action.progress = { done: doable.length, skipped, failed: 0, waiting: 0, reasons: skipped > 0 ? [reason] : [] };
  };
  return {
    startBulkAction: ({ input: { verb, ids, filter, severity, priority, personId, teamId } }: { input: BulkInput }) =>
      begin(
        verb,
        ids ?? records.incidents.filter((incident) => matches(incident, filter ?? undefined)).map(({ id }) => id),
        null,
        {
          ...(verb === 'SET_SEVERITY' && severity && { severity }),
          ...(verb === 'SET_PRIORITY' && { priority: priority ?? null }),
          ...(verb === 'ASSIGN' && { assignee: people.find(({ id }) => id === personId) ?? null }),
          ...(verb === 'SET_OWNER' && { ownerTeam: teamId ? { id: teamId, name: 'Core' } : null }),
        }
      ),
    undoBulkAction: ({ id }: { id: string }) => {
      const { verb, incidentIds, had } = actions.get(id) ?? { verb: '', incidentIds: [], had: undefined };
      return verb === 'ACKNOWLEDGE'
        ? begin('UNACKNOWLEDGE', incidentIds, id)
        : begin(verb, incidentIds, id, {}, new Map(had));
    },
    cancelBulkAction: ({ id }: { id: string }) => Object.assign(actions.get(id) ?? {}, { state: 'CANCELLED' }),
    bulkAction: ({ id }: { id: string }) => {
      const action = actions.get(id);
      if (action?.state === 'RUNNING') {
        finish(action);
      }
      return action;
    },
  };
}
