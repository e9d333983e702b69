/**
 * Resolves once the process is asked to stop, with the reason: a signal (Ctrl-C, a container's stop, a closed terminal) or the
 * launcher that started it being gone, which it notices by the closed channel. Asked again later than a second after the first
 * time, the process exits at once: one Ctrl-C may arrive more than once, from the terminal and from every parent that passes it on.
 */
export function untilStopped(): Promise<string> {
  return new Promise((resolve) => {
    let patient = true;
    let asked = false;
    const stop = (reason: string): void => {
      if (!asked) {
        asked = true;
        setTimeout(() => {
          patient = false;
        }, 1_000).unref();
        resolve(reason);
      } else if (!patient) process.exit(1);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal));
    if (process.channel !== undefined) process.once('disconnect', () => stop('the launcher is gone'));
  });
}
