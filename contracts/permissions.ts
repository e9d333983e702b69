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
  'deliveries:read',
  'runs:read',
  'insights:read',
  'identity:read',
  'identity:manage',
] as const;

export type Permission = (typeof permissions)[number];

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
  ],
  viewer: [...reading, 'views:write'],
} as const satisfies Record<string, readonly Permission[]>;

export type BuiltinRole = keyof typeof builtinRoles;
