import { t } from '@grafana/i18n';
import type { TemplatePlace } from '../../api/generated/graphql';

/** For whom a template is, in words. */
export function placeWords(place: TemplatePlace): string {
  switch (place) {
    case 'TENANT':
      return t('templates.everybody', 'Everybody');
    case 'TEAM':
      return t('templates.ofTeam', 'Incidents of a team');
    case 'POLICY':
      return t('templates.ofPolicy', 'A node of the policy');
    default:
      return place satisfies never;
  }
}
