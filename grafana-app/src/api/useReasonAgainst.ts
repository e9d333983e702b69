import { t } from '@grafana/i18n';
import { plain } from '../words/plain';
import { useViewer, type ViewerPermission } from './useViewer';

/** Why the viewer may not do something, in words; undefined when they may. */
export function useReasonAgainst() {
  const { data, error } = useViewer();
  return (permission: ViewerPermission): string | undefined => {
    if (data !== undefined) {
      return data.permissions.includes(permission)
        ? undefined
        : t(
            'incident.needsPermission',
            'You need the permission {{permission}}. An administrator of the platform gives it.',
            {
              ...plain,
              permission,
            }
          );
    }
    return error === null
      ? t('incident.permissionsLoading', 'Your permissions are being read')
      : t('incident.permissionsUnknown', 'Your permissions could not be read');
  };
}

/** Of a button: disabled while it works, or with the reason why it may not be pressed. */
export function availability(pending: boolean, reason: string | undefined) {
  return { disabled: pending || reason !== undefined, tooltip: reason };
}
