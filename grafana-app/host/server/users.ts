/** Grafana's organisation roles, lowest first. */
export const ROLES = ['Viewer', 'Editor', 'Admin'] as const;

export type Role = (typeof ROLES)[number];

/** A person the host can sign in as. */
export interface HostUser {
  id: number;
  /** Grafana's `uid` of the user: the subject of the signed identity is `user:<uid>`. */
  uid: string;
  login: string;
  name: string;
  email: string;
  role: Role;
}

/** One person of each role, so that every right can be tried. The first is signed in until another is chosen. */
export const defaultUsers: readonly HostUser[] = [
  { id: 1, uid: 'ada', login: 'admin', name: 'Ada Lovelace', email: 'ada@example.org', role: 'Admin' },
  { id: 2, uid: 'sam', login: 'sam', name: 'Sam Responder', email: 'sam@example.org', role: 'Editor' },
  { id: 3, uid: 'vera', login: 'vera', name: 'Vera Viewer', email: 'vera@example.org', role: 'Viewer' },
];

/** Whether a role includes the rights of another. */
export function includesRole(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
