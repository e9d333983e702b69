/** Tells the bench that this process is ready, and ends it when the bench is gone, however that ended. */
export function ready(ports: Record<string, number>): void {
  process.on('disconnect', () => process.exit());
  process.send?.(ports);
}
