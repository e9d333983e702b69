/**
 * Whether this browser can be pushed to: `unsupported` it knows no push; `insecure` the page was not loaded over HTTPS or from this machine, where browsers offer none;
 * `denied` its user forbade notifications, which a page cannot ask for again; `default` its user was not asked yet; `granted`.
 */
export type PushState = 'unsupported' | 'insecure' | NotificationPermission;

/** The state of this browser now. */
export function readPushState(): PushState {
  if (!window.isSecureContext) {
    return 'insecure';
  }
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) {
    return 'unsupported';
  }
  return Notification.permission;
}
