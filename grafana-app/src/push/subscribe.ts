import { config } from '@grafana/runtime';
import pluginJson from '../plugin.json';

/** The plugin's public folder is all that a worker from it may control, which is enough for push. */
const scope = () => `${config.appSubUrl ?? ''}/public/plugins/${pluginJson.id}/`;
const kept = (contactId: string) => `${pluginJson.id}.push.${contactId}`;

/** Thrown when the user said no, or closed the question. */
export class PushDenied extends Error {}

/**
 * Asks for permission and subscribes this browser with a channel's key; gives back what a contact's address is. Throws PushDenied, or what the browser says when its push service
 * cannot be reached.
 */
export async function subscribeBrowser(publicKey: string): Promise<string> {
  if ((await Notification.requestPermission()) !== 'granted') {
    throw new PushDenied();
  }
  const registration = await navigator.serviceWorker.register(`${scope()}pushWorker.js`, { scope: scope() });
  await activate(registration);
  const before = await registration.pushManager.getSubscription();
  // One worker has one subscription; that of another key would be refused.
  await before?.unsubscribe();
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: publicKey,
  });
  const { endpoint, keys } = subscription.toJSON();
  return JSON.stringify({ endpoint, keys });
}

/** A browser subscribes no worker that is not active yet. `serviceWorker.ready` would wait for ever: the page itself is outside the worker's scope. */
function activate({ active, installing, waiting }: ServiceWorkerRegistration): Promise<void> {
  const worker = installing ?? waiting;
  if (active || !worker) {
    return Promise.resolve();
  }
  return new Promise((resolve, reject) => {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') {
        resolve();
      } else if (worker.state === 'redundant') {
        reject(new Error('the service worker could not be installed'));
      }
    });
  });
}

/** Remembers that a contact is this browser, so that removing it ends the subscription as well. */
export function rememberSubscription(contactId: string): void {
  localStorage.setItem(kept(contactId), 'this browser');
}

/** Ends this browser's subscription when the contact that was removed is this browser; nothing otherwise. */
export async function unsubscribeBrowser(contactId: string): Promise<void> {
  if (localStorage.getItem(kept(contactId)) === null) {
    return;
  }
  localStorage.removeItem(kept(contactId));
  const registration = await navigator.serviceWorker?.getRegistration(scope());
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
  await registration?.unregister();
}
