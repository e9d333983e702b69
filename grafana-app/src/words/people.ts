import { t } from '@grafana/i18n';

/** Roles that the platform names; a tenant may use names of its own. */
export const standardRoles = ['commander', 'communications', 'scribe'] as const;

export function roleWords(name: string): string {
  switch (name) {
    case 'commander':
      return t('role.commander', 'Incident commander');
    case 'communications':
      return t('role.communications', 'Communications');
    case 'scribe':
      return t('role.scribe', 'Scribe');
    default:
      return name;
  }
}

/** Name of a person; of one who was taken away since, that nobody knows them any more. */
export function personName(person: { name: string } | null | undefined): string {
  return person?.name ?? t('person.unknown', 'Somebody who is not known any more');
}
