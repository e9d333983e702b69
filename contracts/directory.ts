import type { Permission } from './permissions.ts';
import type { Scope } from './scope.ts';

/** Languages that people are written to in. */
export const languages = ['en-US', 'zh-Hant'] as const;
export type Language = (typeof languages)[number];

/** A person as others need them to reach them. */
export type DirectoryPerson = {
  id: string;
  name: string;
  /** Null where the identity provider tells none. */
  email: string | null;
  /** IANA name of the zone that they live by; null when they did not say. */
  timeZone: string | null;
  /** Null when they did not say. */
  language: Language | null;
};

/**
 * People and teams, for a step that runs in the background and so cannot ask through the federated graph. Identity answers; whoever asks gives the
 * transaction it is in, so that the answer is of its own tenant only. What is not known there is left out.
 */
export type Directory<Db> = {
  people(db: Db, ids: readonly string[]): Promise<DirectoryPerson[]>;
  /** People with one of these addresses, whatever the case of its letters. */
  peopleByEmail(db: Db, emails: readonly string[]): Promise<DirectoryPerson[]>;
  /** People of these names, written just so; several where several are called so. */
  peopleByName(db: Db, names: readonly string[]): Promise<DirectoryPerson[]>;
  /** Ids of the people in a team, by name; none for a team that is not known. */
  members(db: Db, teamId: string): Promise<string[]>;
  teams(db: Db, ids: readonly string[]): Promise<{ id: string; name: string }[]>;
  /** Teams of these names; names that are not known are left out. */
  teamsByName(db: Db, names: readonly string[]): Promise<{ id: string; name: string }[]>;
  /** Address of the Grafana in which the tenant's people have their pages, without a slash at its end; null where none is connected. */
  grafanaUrl(db: Db): Promise<string | null>;
  /** What a person may do through their teams, for an answer that they give outside the page; nothing for somebody who is not known. */
  rights(db: Db, personId: string): Promise<{ teamIds: string[]; permissions: Permission[]; scope: Scope | null }>;
};
