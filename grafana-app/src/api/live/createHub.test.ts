import { fakeBrowser, fakeStreams } from '../../testing/fakeTabs';
import { createHub, type LiveHub } from './createHub';
import type { LiveRequest } from './messages';

const timings = { renewAfter: 60_000, idleClose: 100, retryFirst: 1_000, retryMost: 8_000 };
const request = (key: string): LiveRequest => ({ key, documentId: key, operationName: 'Any', variables: {} });
const settle = () => jest.advanceTimersByTimeAsync(0);

let browser: ReturnType<typeof fakeBrowser>;
let streams: ReturnType<typeof fakeStreams>;
let tabs: LiveHub[];

beforeEach(() => {
  jest.useFakeTimers();
  browser = fakeBrowser();
  streams = fakeStreams();
  tabs = [];
});
afterEach(() => {
  tabs.forEach((tab) => tab.close());
  jest.useRealTimers();
});

async function openTab(): Promise<LiveHub> {
  const tab = createHub({
    name: 'app',
    tab: `tab-${tabs.length}`,
    locks: browser.locks,
    channel: browser.channel(),
    openStream: streams.openStream,
    timings,
  });
  tabs.push(tab);
  await settle();
  return tab;
}

function listener() {
  const heard = { results: [] as unknown[], actives: 0 };
  return {
    heard,
    onResult: ({ data }: { data?: unknown }) => void heard.results.push(data),
    onActive: () => void (heard.actives += 1),
  };
}

function stream(index = -1) {
  const found = streams.opened.at(index);
  if (found === undefined) {
    throw new Error('No stream was opened.');
  }
  return found;
}

describe('the stream that all tabs share', () => {
  it('is one, however many tabs, and asks for every subscription once', async () => {
    for (let count = 0; count < 8; count += 1) {
      const tab = await openTab();
      tab.subscribe(request('incidents'), listener());
      tab.subscribe(request(`alerts-${count % 2}`), listener());
    }
    await settle();
    expect(streams.opened).toHaveLength(1);
    expect([...stream().keys].sort()).toEqual(['alerts-0', 'alerts-1', 'incidents']);
  });

  it('hands results to every tab that wants them, and only to those', async () => {
    const [one, two, other] = [listener(), listener(), listener()];
    (await openTab()).subscribe(request('incidents'), one);
    (await openTab()).subscribe(request('incidents'), two);
    (await openTab()).subscribe(request('alerts'), other);
    stream().events.onResult('incidents', { data: 'changed' });
    expect(one.heard.results).toEqual(['changed']);
    expect(two.heard.results).toEqual(['changed']);
    expect(other.heard.results).toEqual([]);
  });

  it('is known in every tab to stand or not, also in one that comes later', async () => {
    const first = await openTab();
    first.subscribe(request('incidents'), listener());
    expect(first.state()).toBe('connecting');
    stream().events.onUp();
    const late = await openTab();
    late.subscribe(request('incidents'), listener());
    expect([first.state(), late.state()]).toEqual(['up', 'up']);
    stream().events.onDown(new Error('cut'));
    expect([first.state(), late.state()]).toEqual(['connecting', 'connecting']);
    await jest.advanceTimersByTimeAsync(timings.retryFirst);
    stream().events.onDown(new Error('refused'));
    expect([first.state(), late.state()]).toEqual(['down', 'down']);
  });

  it('is taken over when the leading tab goes, and the followers read again', async () => {
    const leader = await openTab();
    const follower = await openTab();
    const heard = listener();
    leader.subscribe(request('alerts'), listener());
    follower.subscribe(request('incidents'), heard);
    stream().events.onActive('incidents');
    expect(heard.heard.actives).toBe(1);

    leader.close();
    await settle();
    expect(streams.opened).toHaveLength(2);
    expect(stream(0).closed).toBe(true);
    expect([...stream().keys]).toEqual(['incidents']);
    stream().events.onActive('incidents');
    expect(heard.heard.actives).toBe(2);
  });

  it('drops what only a closed tab wanted', async () => {
    (await openTab()).subscribe(request('incidents'), listener());
    const follower = await openTab();
    follower.subscribe(request('alerts'), listener());
    expect(stream().keys).toContain('alerts');
    follower.close();
    await settle();
    expect([...stream().keys]).toEqual(['incidents']);
  });

  it('is closed when nobody needs it any more, and opened again', async () => {
    const tab = await openTab();
    const release = tab.subscribe(request('incidents'), listener());
    release();
    await jest.advanceTimersByTimeAsync(timings.idleClose);
    expect(streams.standing()).toHaveLength(0);
    tab.subscribe(request('incidents'), listener());
    expect(streams.standing()).toHaveLength(1);
  });

  it('survives a subscription released after the tab was closed', async () => {
    const tab = await openTab();
    const release = tab.subscribe(request('incidents'), listener());
    tab.close();
    expect(release).not.toThrow();
  });
});

describe('a lost stream', () => {
  it('is opened again after a pause that grows', async () => {
    (await openTab()).subscribe(request('incidents'), listener());
    for (const pause of [1_000, 2_000, 4_000, 8_000, 8_000]) {
      const before = streams.opened.length;
      stream().events.onDown(new Error('cut'));
      await jest.advanceTimersByTimeAsync(pause / 2 - 1);
      expect(streams.opened).toHaveLength(before);
      await jest.advanceTimersByTimeAsync(pause / 2 + 1);
      expect(streams.opened).toHaveLength(before + 1);
    }
  });

  it('is opened again at once when a tab asks for it', async () => {
    (await openTab()).subscribe(request('incidents'), listener());
    const follower = await openTab();
    stream().events.onDown(new Error('cut'));
    follower.wake();
    expect(streams.opened).toHaveLength(2);
  });
});

describe('an old stream', () => {
  it('is replaced without a gap: the new one stands before the old one goes, and nobody reads again', async () => {
    const heard = listener();
    (await openTab()).subscribe(request('incidents'), heard);
    stream().events.onUp();
    stream().events.onActive('incidents');
    await jest.advanceTimersByTimeAsync(timings.renewAfter);
    expect(streams.standing()).toHaveLength(2);
    stream(0).events.onResult('incidents', { data: 'from the old' });
    stream(1).events.onActive('incidents');
    expect(streams.standing()).toHaveLength(1);
    expect(stream(0).closed).toBe(true);
    stream(1).events.onResult('incidents', { data: 'from the new' });
    expect(heard.heard).toEqual({ results: ['from the old', 'from the new'], actives: 1 });
  });
});
