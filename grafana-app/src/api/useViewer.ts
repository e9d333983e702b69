import { useQuery } from '@tanstack/react-query';
import { ask } from './ask';
import { ViewerDocument } from './generated/graphql';

/** What the pages may ask for on behalf of the viewer; the platform checks again. */
export type ViewerPermission =
  | 'routes:manage'
  | 'deliveries:resend'
  | 'templates:manage'
  | 'policies:manage'
  | 'triggers:manage'
  | 'n8n:manage'
  | 'scripts:manage'
  | 'secrets:manage'
  | 'runners:manage'
  | 'escalations:manage'
  | 'incidents:acknowledge'
  | 'incidents:snooze'
  | 'incidents:resolve'
  | 'incidents:note'
  | 'incidents:edit'
  | 'incidents:merge'
  | 'incidents:bulk'
  | 'incidents:open'
  | 'integrations:manage'
  | 'channels:manage'
  | 'rules:manage'
  | 'enrichment:manage'
  | 'silences:manage'
  | 'maintenance:manage'
  | 'quiet:manage'
  | 'playbooks:manage'
  | 'playbooks:run'
  | 'schedules:manage'
  | 'schedules:override';

/** Whom the platform takes this person for, and what they may do. */
export function useViewer() {
  return useQuery({
    queryKey: ['viewer'],
    queryFn: async ({ signal }) => (await ask(ViewerDocument, {}, signal)).data.viewer,
    staleTime: 5 * 60_000,
  });
}

/** Whether the viewer has the permission; undefined while that is not known. */
export function usePermission(permission: ViewerPermission): boolean | undefined {
  return useViewer().data?.permissions.includes(permission);
}
