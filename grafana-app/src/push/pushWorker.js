// The service worker that shows what is pushed to this browser. It is served as it is from the plugin's own folder, which is its scope: it sees no page and no request.

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('push', (event) => {
  let said = {};
  try {
    said = event.data.json();
  } catch {
    // A push must be shown whatever it holds, or the browser takes the permission back.
  }
  event.waitUntil(
    self.registration.showNotification(said.title || 'SRE Platform', {
      body: said.body || '',
      lang: said.lang,
      tag: said.tag,
      renotify: Boolean(said.tag),
      actions: (said.actions || []).slice(0, 2),
      data: { url: said.url || null, answerUrl: said.answerUrl || null },
    })
  );
});

self.addEventListener('notificationclick', (event) => {
  const { url, answerUrl } = event.notification.data || {};
  event.notification.close();
  if (event.action && answerUrl) {
    // The address holds the right to answer; where it cannot be reached, the page can.
    const answer = fetch(answerUrl, {
      method: 'POST',
      mode: 'no-cors',
      body: new URLSearchParams({ action: event.action }),
    });
    event.waitUntil(answer.catch(() => open(url || answerUrl)));
    return;
  }
  if (url) {
    event.waitUntil(open(url));
  }
});

async function open(url) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const same = windows.find((client) => client.url === url);
  return same ? same.focus() : self.clients.openWindow(url);
}
