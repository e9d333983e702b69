import { t } from '@grafana/i18n';
import { paths } from './paths';

/** A page that stands in an area, as a tab. */
interface AreaPage {
  text: string;
  url: string;
  /** Of what the tab says how many wait for the viewer. */
  counts?: 'approvals';
}

/** Pages that belong together: one entry of the side bar, and a tab for each page. */
export interface Area {
  text: string;
  pages: AreaPage[];
}

/**
 * The areas with their pages in the order of their tabs. The side bar has an entry for the first page of each (plugin.json); a page that comes to an area
 * needs a line here and none there.
 */
export function areas(): Area[] {
  return [
    {
      text: t('nav.incidents', 'Incidents'),
      pages: [
        { text: t('nav.incidents', 'Incidents'), url: paths.incidents },
        { text: t('nav.alerts', 'Alert events'), url: paths.alerts },
        { text: t('nav.silences', 'Silences'), url: paths.silences },
      ],
    },
    {
      text: t('nav.onCall', 'On call'),
      pages: [
        { text: t('nav.onCallNow', 'On call now'), url: paths.onCall },
        { text: t('nav.schedules', 'Schedules'), url: paths.schedules },
        { text: t('nav.myNotifications', 'My notifications'), url: paths.myNotifications },
      ],
    },
    {
      text: t('nav.automation', 'Automation'),
      pages: [
        { text: t('nav.playbooks', 'Playbooks'), url: paths.playbooks },
        { text: t('nav.runs', 'Runs'), url: paths.runs },
        { text: t('nav.triggers', 'Triggers'), url: paths.triggers },
        { text: t('nav.approvals', 'Approvals'), url: paths.approvals, counts: 'approvals' },
        { text: t('nav.scripts', 'Scripts'), url: paths.scripts },
        { text: t('nav.secrets', 'Secrets'), url: paths.secrets },
        { text: t('nav.runners', 'Runners'), url: paths.runners },
        { text: t('nav.n8n', 'n8n'), url: paths.n8n },
      ],
    },
    {
      text: t('nav.notifications', 'Notifications'),
      pages: [
        { text: t('nav.policies', 'Policies'), url: paths.policies },
        { text: t('nav.chains', 'Chains'), url: paths.chains },
        { text: t('nav.channels', 'Channels'), url: paths.channels },
        { text: t('nav.templates', 'Templates'), url: paths.templates },
        { text: t('nav.deliveries', 'Delivery history'), url: paths.deliveries },
      ],
    },
    {
      text: t('nav.intake', 'Alert processing'),
      pages: [
        { text: t('nav.integrations', 'Integrations'), url: paths.integrations },
        { text: t('nav.routes', 'Routes'), url: paths.routes },
        { text: t('nav.correlation', 'Correlation'), url: paths.correlation },
        { text: t('nav.enrichment', 'Enrichment'), url: paths.enrichment },
      ],
    },
  ];
}

/** The area that has a page of this path; undefined for pages that stand alone or below another page. */
export function areaOf(path: string): Area | undefined {
  return areas().find(({ pages }) => pages.some(({ url }) => url === path.replace(/\/$/, '')));
}
