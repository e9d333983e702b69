import type { IncidentTaskChange, UpdateAudience } from '../../api/generated/graphql';
import type { IncidentRecord, Person } from './records';
import { ada, chen } from './samples';

/** What the verbs need of the fake platform. */
export interface Ground {
  allow(permission: string): void;
  find(id: string): IncidentRecord;
  /** Keeps the change and an entry about it, tells the subscribers, and answers with the incident. */
  change(
    incident: IncidentRecord,
    changes: Partial<IncidentRecord>,
    kind: string,
    told?: { text?: string | null; facts?: object; people?: Person[] }
  ): object;
  refuse(code: string, message: string): Error;
}

export const people: Array<Person & { email: string | null }> = [
  { ...ada, email: 'ada@example.com' },
  { ...chen, email: null },
];

/** What people do to incidents beside acknowledging and resolving them, as the fake platform does it. */
export function createIncidentVerbs({ allow, find, change, refuse }: Ground) {
  const personOf = (id: string | null | undefined) => people.find((person) => person.id === id) ?? null;
  const isOpen = ({ status }: IncidentRecord) => status === 'TRIGGERED' || status === 'ACKNOWLEDGED';
  const now = () => new Date().toISOString();
  return {
    unacknowledgeIncident({ id }: { id: string }) {
      allow('incidents:acknowledge');
      return change(find(id), { status: 'TRIGGERED', acknowledgedAt: null, acknowledgedBy: null }, 'unacknowledged');
    },
    snoozeIncident({ id, until }: { id: string; until: string }) {
      allow('incidents:snooze');
      return change(find(id), { snoozedUntil: until }, 'snoozed', { facts: { until } });
    },
    wakeIncident({ id }: { id: string }) {
      allow('incidents:snooze');
      return change(find(id), { status: 'TRIGGERED', snoozedUntil: null }, 'woken');
    },
    removeIncidentAttachment({ id, attachmentId }: { id: string; attachmentId: string }) {
      const incident = find(id);
      const name = incident.attachments.find((file) => file.id === attachmentId)?.name;
      const attachments = incident.attachments.filter((file) => file.id !== attachmentId);
      return change(incident, { attachments }, 'attachment_removed', { facts: { name } });
    },
    setIncidentTitle({ id, title }: { id: string; title: string }) {
      allow('incidents:edit');
      return change(find(id), { title }, 'title_set', { facts: { to: title } });
    },
    setIncidentSeverity({ id, severity }: { id: string; severity: IncidentRecord['severity'] }) {
      allow('incidents:edit');
      return change(find(id), { severity }, 'severity_set', { facts: { from: find(id).severity, to: severity } });
    },
    setIncidentPriority({ id, priority }: { id: string; priority: IncidentRecord['priority'] }) {
      allow('incidents:edit');
      return change(find(id), { priority }, 'priority_set', { facts: { to: priority } });
    },
    assignIncident({ id, personId }: { id: string; personId?: string | null }) {
      allow('incidents:edit');
      const assignee = personOf(personId);
      return change(find(id), { assignee }, assignee ? 'assigned' : 'unassigned', {
        people: assignee ? [assignee] : [],
      });
    },
    setIncidentPrivate({ id, private: isPrivate }: { id: string; private: boolean }) {
      allow('incidents:edit');
      return change(find(id), { private: isPrivate }, 'privacy_set', { facts: { private: isPrivate } });
    },
    giveIncidentRole({ id, role, personId }: { id: string; role: string; personId?: string | null }) {
      allow('incidents:edit');
      const incident = find(id);
      const person = personOf(personId);
      const others = incident.roles.filter(({ name }) => name !== role);
      const roles = person === null ? others : [...others, { name: role, person, since: now() }];
      return change(incident, { roles }, person ? 'role_given' : 'role_taken', {
        facts: { role },
        people: person ? [person] : [],
      });
    },
    postIncidentUpdate({ id, text, audience }: { id: string; text: string; audience: UpdateAudience }) {
      allow('incidents:edit');
      return change(find(id), {}, 'update', { text, facts: { audience } });
    },
    addIncidentTask({ id, title }: { id: string; title: string }) {
      allow('incidents:edit');
      const incident = find(id);
      const at = now();
      const task = {
        id: `${id}-task-${incident.tasks.length}`,
        ...{ title, state: 'OPEN' as const, dueAt: null, owner: null, createdAt: at, stateAt: at },
      };
      return change(incident, { tasks: [...incident.tasks, task] }, 'task_added', { facts: { title } });
    },
    changeIncidentTask({ id, taskId, change: to }: { id: string; taskId: string; change: IncidentTaskChange }) {
      allow('incidents:edit');
      const incident = find(id);
      const tasks = incident.tasks.map((task) =>
        task.id === taskId ? { ...task, title: to.title ?? task.title, state: to.state ?? task.state } : task
      );
      const changed = tasks.find((task) => task.id === taskId);
      return change(incident, { tasks }, 'task_changed', { facts: { title: changed?.title, state: changed?.state } });
    },
    addIncidentLink({ id, url, title }: { id: string; url: string; title?: string | null }) {
      allow('incidents:edit');
      if (!/^https?:/.test(url)) {
        throw refuse('BAD_USER_INPUT', '"url" must be an address with http or https.');
      }
      const incident = find(id);
      const link = { id: `${id}-link-${incident.links.length}`, title: title ?? url, url, createdAt: now() };
      return change(incident, { links: [...incident.links, link] }, 'link_added', { facts: link });
    },
    removeIncidentLink({ id, linkId }: { id: string; linkId: string }) {
      allow('incidents:edit');
      const incident = find(id);
      return change(incident, { links: incident.links.filter((link) => link.id !== linkId) }, 'link_removed');
    },
    mergeIncidents({ ids, intoId }: { ids: string[]; intoId: string }) {
      allow('incidents:merge');
      const target = find(intoId);
      for (const source of ids.map(find)) {
        if (!isOpen(source)) {
          throw refuse('CONFLICT', `Incident ${source.number} is closed.`);
        }
        const unmergeUntil = new Date(Date.now() + 3_600_000).toISOString();
        const into = { number: target.number, title: target.title };
        change(source, { status: 'MERGED', mergedIntoId: intoId, unmergeUntil }, 'merged_away', { facts: { into } });
      }
      const incidents = ids.map(find).map(({ number, title }) => ({ number, title }));
      return change(target, {}, 'merged_in', { facts: { incidents } });
    },
    unmergeIncident({ id }: { id: string }) {
      allow('incidents:merge');
      return change(find(id), { status: 'TRIGGERED', mergedIntoId: null, unmergeUntil: null }, 'unmerged');
    },
  };
}
