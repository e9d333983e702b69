import type { Scope } from './scope.ts';

/** Names of everything a caller may be allowed to do: `<noun>:<verb>`. Teams hold roles, roles hold these. */
export const permissions = [
  'incidents:read',
  'incidents:acknowledge',
  'incidents:snooze',
  'incidents:resolve',
  'incidents:note',
  'incidents:open',
  'incidents:edit',
  'incidents:merge',
  'incidents:bulk',
  'attachments:manage',
  'views:write',
  'private:see',
  'alerts:read',
  'rules:read',
  'rules:manage',
  'silences:read',
  'silences:manage',
  'silences:approve',
  'maintenance:manage',
  'quiet:manage',
  'integrations:read',
  'integrations:inspect',
  'integrations:manage',
  'routes:read',
  'routes:manage',
  'enrichment:read',
  'enrichment:manage',
  'resources:read',
  'lineage:read',
  'templates:read',
  'templates:manage',
  'deliveries:read',
  'deliveries:resend',
  'policies:read',
  'policies:manage',
  'escalations:manage',
  'audit:inspect',
  'schedules:read',
  'schedules:manage',
  'schedules:override',
  'people:notify',
  'channels:read',
  'channels:manage',
  'playbooks:read',
  'playbooks:manage',
  'playbooks:run',
  'runs:read',
  'scripts:read',
  'scripts:manage',
  'secrets:manage',
  'runners:manage',
  'triggers:read',
  'triggers:manage',
  'approvals:answer',
  'n8n:manage',
  'insights:read',
  'identity:read',
  'identity:manage',
] as const;

export type Permission = (typeof permissions)[number];

/** What shows or touches what is of everybody, so that it cannot be held for a part: whoever has a scope does not have these. */
const wholePermissions: ReadonlySet<Permission> = new Set(['integrations:inspect', 'audit:inspect']);

/** These permissions as they count within a scope; null is everything. */
export function permissionsWithin(scope: Scope | null, held: readonly Permission[]): Permission[] {
  return scope === null ? [...held] : held.filter((name) => !wholePermissions.has(name));
}

const reading = permissions.filter((name) => name.endsWith(':read'));

/** The roles every tenant starts with. A viewer reads and keeps views, a responder also answers incidents, an admin does everything. */
export const builtinRoles = {
  admin: [...permissions],
  responder: [
    ...reading,
    'incidents:acknowledge',
    'incidents:snooze',
    'incidents:resolve',
    'incidents:note',
    'incidents:open',
    'incidents:edit',
    'incidents:merge',
    'incidents:bulk',
    'views:write',
    'silences:manage',
    'integrations:inspect',
    'maintenance:manage',
    'deliveries:resend',
    'escalations:manage',
    'schedules:override',
    'playbooks:run',
    'approvals:answer',
  ],
  viewer: [...reading, 'views:write'],
} as const satisfies Record<string, readonly Permission[]>;

export type BuiltinRole = keyof typeof builtinRoles;
