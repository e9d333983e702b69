/** What a process has acquired, to be released in reverse order, each even when another's release fails. */
export type Releases = { add(release: () => Promise<void>): void; all(): Promise<void> };

export function createReleases(): Releases {
  const held: (() => Promise<void>)[] = [];
  return {
    add: (release) => held.push(release),
    async all() {
      const failures: unknown[] = [];
      for (let release = held.pop(); release !== undefined; release = held.pop()) {
        try {
          await release();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw new AggregateError(failures, 'Some parts could not be released.');
    },
  };
}
