import type { TriggerInput } from '../../api/generated/graphql';
import { connection, type Paging } from './connection';

export interface TriggerRecord {
  id: string;
  version: number;
  trigger: TriggerInput;
}

export interface TriggerRecords {
  triggers: TriggerRecord[];
  /** As the schema has them, newest first. */
  decisions: Array<Record<string, unknown>>;
  events: Array<{ id: string } & Record<string, unknown>>;
  /** What a draft makes of what happened. */
  trial: object | Error;
  /** What triggers make of a replayed event. */
  replay: object[];
}

/** Triggers, what they were shown and what they made of it, as far as the pages ask. */
export function createTriggers(
  allow: (permission: string) => void,
  coded: (code: string, message: string) => Error,
  nameOfPlaybook: (id: string) => string
) {
  const own: TriggerRecords = {
    ...{
      triggers: [],
      decisions: [],
      events: [],
      replay: [],
      trial: { seen: 0, matched: 0, isCut: false, verdicts: [] },
    },
  };
  const view = ({ id, version, trigger }: TriggerRecord) => ({
    ...{ event: null, condition: null, cron: null, timeZone: null, missed: 'ONCE', signing: null, nextAt: null },
    ...{ id, version, createdAt: now, updatedAt: now },
    ...trigger,
    ...{ description: trigger.description ?? '', matchers: trigger.matchers ?? [], inputs: trigger.inputs ?? {} },
    playbookName: nameOfPlaybook(trigger.playbookId),
    activity: { shown: 12, matched: 3, started: 2, lastStartedAt: now },
  });
  const find = (id: string) => {
    const found = own.triggers.find((trigger) => trigger.id === id);
    if (!found) {
      throw coded('NOT_FOUND', `There is no trigger ${id}.`);
    }
    return found;
  };
  const keys = (kind: string) =>
    kind === 'WEBHOOK'
      ? { url: 'https://sre.example.com/hooks/sre_hook_x', secret: 'whsec_c2VjcmV0' }
      : { url: null, secret: null };
  return {
    own,
    root: {
      triggers: ({ filter, ...paging }: Paging & { filter?: { search?: string } | null }) =>
        connection(own.triggers.filter(({ trigger }) => trigger.name.includes(filter?.search ?? '')).map(view), paging),
      triggerEventNames: ['incident.opened', 'incident.resolved', 'run.finished'],
      nextFirings: ({ cron }: { cron: string }) => {
        if (cron.split(' ').length !== 5) {
          throw coded('BAD_USER_INPUT', `cron: "${cron}" cannot be read.`);
        }
        return ['2026-11-30T01:00:00.000Z', '2026-12-01T01:00:00.000Z'];
      },
      triggerDecisions: ({
        filter,
        ...paging
      }: Paging & { filter?: { matched?: boolean; triggerId?: string } | null }) =>
        connection(
          own.decisions.filter(
            ({ matched, triggerId }) =>
              (filter?.matched === undefined || filter.matched === matched) &&
              (filter?.triggerId === undefined || filter.triggerId === triggerId)
          ),
          paging
        ),
      triggerEvent: ({ id }: { id: string }) => own.events.find((event) => event.id === id) ?? null,
      tryTrigger: () => {
        if (own.trial instanceof Error) {
          throw own.trial;
        }
        return own.trial;
      },
      saveTrigger: ({
        trigger,
        id,
        expectedVersion,
      }: {
        trigger: TriggerInput;
        id?: string | null;
        expectedVersion?: number | null;
      }) => {
        allow('triggers:manage');
        const found = id == null ? undefined : find(id);
        if (found && found.version !== expectedVersion) {
          throw coded('CONFLICT', 'The trigger was saved by somebody else.');
        }
        const saved = found ?? { id: `trigger-${own.triggers.length + 1}`, version: 0, trigger };
        Object.assign(saved, { trigger, version: saved.version + 1 });
        if (!found) {
          own.triggers.push(saved);
        }
        return { trigger: view(saved), ...(found ? { url: null, secret: null } : keys(trigger.kind)) };
      },
      setTriggerEnabled: ({ id, enabled }: { id: string; enabled: boolean }) => {
        allow('triggers:manage');
        const found = find(id);
        found.trigger = { ...found.trigger, enabled };
        return view(found);
      },
      deleteTrigger: ({ id }: { id: string }) => {
        allow('triggers:manage');
        own.triggers.splice(own.triggers.indexOf(find(id)), 1);
        return id;
      },
      renewHookKeys: ({ id }: { id: string }) => ({ trigger: view(find(id)), ...keys('WEBHOOK') }),
      replayTriggerEvent: ({ dry }: { dry: boolean }) => {
        allow(dry ? 'triggers:read' : 'triggers:manage');
        return own.replay;
      },
    },
  };
}

const now = '2026-11-27T10:00:00.000Z';
