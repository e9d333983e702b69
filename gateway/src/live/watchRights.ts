import type { Live } from '#kit/live';

/**
 * Tells of each tenant in which rights changed, `afterMs` after the last change: whoever is asked then who they are is judged by the new ones. The result
 * stops it.
 */
export function watchRights(live: Live, afterMs: number, tell: (tenantId: string) => void): () => void {
  const waiting = new Map<string, NodeJS.Timeout>();
  const stopListening = live.listen(({ tenantId, type }) => {
    if (type !== 'rights') return;
    clearTimeout(waiting.get(tenantId));
    const timer = setTimeout(() => {
      waiting.delete(tenantId);
      tell(tenantId);
    }, afterMs);
    waiting.set(tenantId, timer.unref());
  });
  return () => {
    stopListening();
    for (const timer of waiting.values()) clearTimeout(timer);
  };
}
