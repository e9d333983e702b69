import { connection, type Paging } from './connection';
import { people } from './incidentVerbs';
import { finds } from './matches';
import { coded } from './refuse';
import { ada } from './samples';

export const teams = [
  { id: 'team-core', name: 'Core' },
  { id: 'team-payments', name: 'Payments' },
];

/** Every permission that the pages ask for. */
const everything = [
  'routes:manage',
  'deliveries:resend',
  'templates:manage',
  'policies:manage',
  'escalations:manage',
  'incidents:acknowledge',
  'incidents:snooze',
  'incidents:resolve',
  'incidents:note',
  'incidents:edit',
  'incidents:merge',
  'incidents:bulk',
  'incidents:open',
  'rules:manage',
  'integrations:manage',
  'channels:manage',
  'triggers:read',
  'triggers:manage',
  'approvals:answer',
  'n8n:manage',
  'scripts:manage',
  'secrets:manage',
  'runners:manage',
  'enrichment:manage',
  'views:write',
  'silences:manage',
  'silences:approve',
  'maintenance:manage',
  'quiet:manage',
  'playbooks:manage',
  'playbooks:run',
  'schedules:manage',
  'schedules:override',
];

/** Who looks at the pages, as a member of which teams, and what they may do. */
export interface Viewer {
  permissions: string[];
  scope: { ownTeams: boolean; labels: Array<Record<string, string>> } | null;
}

/** Who is asking, and who else there is. */
export function createIdentity() {
  const viewer: Viewer = { permissions: everything, scope: null };
  const allow = (permission: string) => {
    if (!viewer.permissions.includes(permission)) {
      throw coded('FORBIDDEN', `This needs the permission ${permission}.`);
    }
  };
  const root = {
    viewer: () => ({
      ...viewer,
      person: ada,
      tenant: { id: 'demo', name: 'Demo', slug: 'demo' },
      teams: [],
      via: 'GRAFANA',
    }),
    people: ({ search, ...paging }: Paging & { search?: string | null }) =>
      connection(
        people.filter(({ name, email }) => finds(search, name, email ?? '')),
        paging
      ),
    teams: ({ search, ...paging }: Paging & { search?: string | null }) =>
      connection(
        teams.filter(({ name }) => finds(search, name)),
        paging
      ),
  };
  return { viewer, allow, root };
}
