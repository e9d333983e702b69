/** The one source of time in the process; tests pass their own. */
export type Clock = {
  now(): Date;
  /**
   * Whether the database's time counts in its transactions, and not this clock's. Clocks of workers go apart, or are set while they run: what is due is then
   * still due at one moment for all of them. A clock of a test counts itself.
   */
  followsDatabase?: boolean;
};

export const systemClock: Clock = { now: () => new Date(), followsDatabase: true };

/** What a look across tenants for what is due is given: null for the database's own time. */
export function dueTime(clock: Clock): Date | null {
  return clock.followsDatabase ? null : clock.now();
}
