const GUARD = 'sre-platform-app.reloaded';

/**
 * Loads a lazily fetched part of the app. After an upgrade of the plugin the chunks an open tab knows are gone, so a chunk that
 * cannot be fetched reloads the page, once per tab: the guard in session storage is cleared by the next chunk that does load, and
 * while it stands the failure is thrown on to the error boundary, which offers a manual reload.
 */
export async function reloadOnce<T>(load: () => Promise<T>, page: ReloadablePage = browserPage): Promise<T> {
  try {
    const loaded = await load();
    page.guard.removeItem(GUARD);
    return loaded;
  } catch (error) {
    if (!isMissingChunk(error) || page.guard.getItem(GUARD) !== null) {
      throw error;
    }
    page.guard.setItem(GUARD, 'yes');
    page.reload();
    return new Promise<T>(() => {});
  }
}

/** What a reload needs of the browser. */
export interface ReloadablePage {
  guard: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  reload(): void;
}

/** Whether the error is webpack's "this chunk could not be fetched", rather than a fault in the code of the chunk. */
export function isMissingChunk(error: unknown): boolean {
  return (
    error instanceof Error && (error.name === 'ChunkLoadError' || /Loading (CSS )?chunk \S+ failed/.test(error.message))
  );
}

const browserPage: ReloadablePage = {
  get guard() {
    return window.sessionStorage;
  },
  reload: () => window.location.reload(),
};
