import { config } from '@grafana/runtime';
import pluginJson from '../../plugin.json';
import { streamUrl } from '../addresses';
import { createHub, type LiveHub } from './createHub';
import { createLeaseLocks } from './createLeaseLocks';
import type { TabChannel, TabLocks, TabMessage } from './messages';
import { createOpenStream } from './openStream';

/** Of the form of the messages between tabs. Tabs that an upgrade left with another form must not share a stream. */
const MESSAGES = 'v1';

/** This tab's end of the stream, over what the browser offers for talking between tabs. */
export function createBrowserHub(): LiveHub {
  const { orgId, uid, login } = config.bootData.user;
  const tab = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
  const name = [pluginJson.id, MESSAGES, config.appSubUrl ?? '', orgId, uid ?? login].join(':');
  return createHub({
    name,
    tab,
    locks: browserLocks(tab),
    channel: browserChannel(name),
    openStream: createOpenStream(streamUrl),
  });
}

function browserLocks(tab: string): TabLocks {
  // Without TLS there are no Web Locks, whatever the types say.
  const locks: LockManager | undefined = navigator.locks;
  return locks === undefined
    ? createLeaseLocks(window.localStorage, tab, Date.now)
    : {
        async request(name, options, hold) {
          await locks.request(name, options, hold);
        },
      };
}

function browserChannel(name: string): TabChannel {
  const channel = new BroadcastChannel(name);
  return {
    post: (message) => channel.postMessage(message),
    listen: (hear) => {
      channel.onmessage = ({ data }: MessageEvent<TabMessage>) => hear(data);
    },
    close: () => channel.close(),
  };
}
