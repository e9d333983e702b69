import type { IconName } from '@grafana/data';
import { t } from '@grafana/i18n';
import type { AlertStatus, IncidentStatus, Priority, Severity, UpdateAudience } from '../api/generated/graphql';

/** How a word of the domain is shown: its text, an icon and the name of a colour of the theme's visualization palette. */
export interface Look {
  text: string;
  icon: IconName;
  color: string;
}

/** From worst to mildest. */
export const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFO'] as const satisfies readonly Severity[];

export const incidentStatuses = [
  'TRIGGERED',
  'ACKNOWLEDGED',
  'RESOLVED',
  'MERGED',
] as const satisfies readonly IncidentStatus[];

/** From the first to be worked on to the last. */
export const priorities = ['P1', 'P2', 'P3', 'P4', 'P5'] as const satisfies readonly Priority[];

/** From the fewest readers to all. */
export const audiences = ['TEAM', 'STAKEHOLDERS', 'PUBLIC'] as const satisfies readonly UpdateAudience[];

export function audienceWords(audience: string): string {
  switch (audience) {
    case 'TEAM':
      return t('audience.team', 'Those who work on it');
    case 'STAKEHOLDERS':
      return t('audience.stakeholders', 'Stakeholders');
    case 'PUBLIC':
      return t('audience.public', 'Everybody');
    default:
      return audience;
  }
}

export const alertStatuses = ['FIRING', 'RESOLVED'] as const satisfies readonly AlertStatus[];

export function severityLook(severity: Severity): Look {
  switch (severity) {
    case 'CRITICAL':
      return { text: t('severity.critical', 'Critical'), icon: 'fire', color: 'red' };
    case 'HIGH':
      return { text: t('severity.high', 'High'), icon: 'exclamation-circle', color: 'orange' };
    case 'MEDIUM':
      return { text: t('severity.medium', 'Medium'), icon: 'exclamation-triangle', color: 'yellow' };
    case 'LOW':
      return { text: t('severity.low', 'Low'), icon: 'arrow-down', color: 'blue' };
    case 'INFO':
      return { text: t('severity.info', 'Info'), icon: 'info-circle', color: 'purple' };
    default:
      return severity satisfies never;
  }
}

export function incidentStatusLook(status: IncidentStatus): Look {
  switch (status) {
    case 'TRIGGERED':
      return { text: t('incidentStatus.triggered', 'Triggered'), icon: 'bell', color: 'red' };
    case 'ACKNOWLEDGED':
      return { text: t('incidentStatus.acknowledged', 'Acknowledged'), icon: 'eye', color: 'blue' };
    case 'RESOLVED':
      return { text: t('incidentStatus.resolved', 'Resolved'), icon: 'check-circle', color: 'green' };
    case 'MERGED':
      return { text: t('incidentStatus.merged', 'Merged'), icon: 'code-branch', color: 'purple' };
    default:
      return status satisfies never;
  }
}

/** An open incident that sleeps, whatever its status. */
export function snoozedLook(): Look {
  return { text: t('incidentStatus.snoozed', 'Snoozed'), icon: 'clock-nine', color: 'purple' };
}

/** The colour of a priority's badge. */
export function priorityColor(priority: Priority): 'red' | 'orange' | 'blue' | 'darkgrey' {
  return priority === 'P1' ? 'red' : priority === 'P2' ? 'orange' : priority === 'P3' ? 'blue' : 'darkgrey';
}

export function alertStatusLook(status: AlertStatus): Look {
  switch (status) {
    case 'FIRING':
      return { text: t('alertStatus.firing', 'Firing'), icon: 'bell', color: 'red' };
    case 'RESOLVED':
      return { text: t('alertStatus.resolved', 'Resolved'), icon: 'check-circle', color: 'green' };
    default:
      return status satisfies never;
  }
}
