import { t } from '@grafana/i18n';

/** A setting of a route, for people. */
export function fieldWords(field: string): string {
  switch (field) {
    case 'name':
      return t('routes.field.name', 'Name');
    case 'matchers':
      return t('routes.field.matchers', 'Matchers');
    case 'continues':
      return t('routes.field.continues', 'Continue');
    case 'ownerTeamId':
      return t('routes.field.owner', 'Owner');
    case 'groupBy':
      return t('routes.field.groupBy', 'Group by');
    case 'groupWaitMs':
      return t('routes.field.groupWait', 'Group wait');
    case 'groupIntervalMs':
      return t('routes.field.groupInterval', 'Group interval');
    case 'repeatIntervalMs':
      return t('routes.field.repeatInterval', 'Repeat interval');
    case 'muteTimeIntervals':
      return t('routes.field.muteTimeIntervals', 'Quiet in these time intervals');
    case 'activeTimeIntervals':
      return t('routes.field.activeTimeIntervals', 'Quiet outside these time intervals');
    case 'severityRules':
      return t('routes.field.severityRules', 'Severity rules');
    case 'priorityRules':
      return t('routes.field.priorityRules', 'Priority rules');
    case 'sla':
      return t('routes.field.sla', 'SLA');
    default:
      return field;
  }
}
