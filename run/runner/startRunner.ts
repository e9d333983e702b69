import { createMask } from '#automation/mask/createMask';
import type { JobOffer, RunnerFacts } from '#automation/runner/protocol';
import type { Log } from '#kit/log';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { hostname, platform, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from './createClient.ts';
import { deliver } from './deliver.ts';
import { judgeMeans, type RunnerBounds } from './judgeMeans.ts';
import { openOutput } from './keepOutput.ts';
import { openSpool, type SpooledJob } from './openSpool.ts';
import { killStrays, signalGroup, startOf } from './processes.ts';
import { failed, type JobEnd, runScript } from './runScript.ts';
import { runSsh } from './runSsh.ts';

export type RunnerOptions = {
  /** Address of the platform, and the token that it gave. */
  url: string;
  token: string;
  /** The runner's own folder: what is not delivered yet stands there. */
  dir: string;
  slots: number;
  firstUid: number;
  bounds: RunnerBounds;
  log: Log;
};

/** What this program says of itself to the platform. */
const version = '1';
const beatMs = 2_000;
const waitSeconds = 20;
const longestPauseMs = 10_000;

/** A job in hand, from its taking to the delivery of all of it. */
type InHand = { spooled: SpooledJob; stop: AbortController };

/**
 * Takes jobs from the platform and does them, as many at once as there are slots. `stop` lets jobs in hand end for `drainMs`, then kills them; what could not be delivered stays in
 * its folder for the next start.
 */
export function startRunner({ url, token, dir, slots, firstUid, bounds, log }: RunnerOptions): { stop(drainMs: number): Promise<void> } {
  const client = createClient({ url, token });
  const spool = openSpool(dir);
  const means = judgeMeans(firstUid, bounds);
  // Below the system's own folder for such things: a job's user has to be let through to it.
  const workRoot = mkdtempSync(join(tmpdir(), 'sre-runner-'));
  chmodSync(workRoot, 0o711);
  const facts: RunnerFacts = {
    ...{ version, slots, host: hostname(), os: `${platform()} ${release()}` },
    languages: Object.keys(means.interpreters) as RunnerFacts['languages'],
    isolation: means.firstUid === null ? 'none' : 'user',
    holds: means.holds,
  };
  const hands = new Map<string, InHand>();
  const freeSlots = Array.from({ length: slots }, (_, slot) => slot);
  const draining = new AbortController();
  const closing = new AbortController();
  let freed = (): void => undefined;

  const bring = async (hand: InHand): Promise<void> => {
    const { held } = hand.spooled;
    const end = await deliver(client, hand.spooled, closing.signal);
    if (end === 'stopped') return;
    if (end === 'unwanted') log.warn({ jobId: held.jobId }, 'the platform does not want this job any more');
    hand.stop.abort('cancelled');
    hands.delete(held.jobId);
    hand.spooled.remove();
  };

  // What a runner that was killed has left: its processes are ended, and the platform is told that the job was cut off.
  for (const spooled of spool.left()) {
    const left = spooled.process();
    if (spooled.ending() === null) {
      if (left !== null) {
        if (startOf(left.pid) === left.started) signalGroup(left.pid, 'SIGKILL');
        killStrays(spooled.held.jobId, left.uid);
        rmSync(left.workDir, { recursive: true, force: true });
      }
      spooled.noteEnding({
        end: 'LOST',
        outcome: 'runner_lost',
        exitCode: null,
        detail: 'The runner was killed; what the job has done is not known.',
        result: null,
        dropped: 0,
      });
    }
    const hand: InHand = { spooled, stop: new AbortController() };
    hands.set(spooled.held.jobId, hand);
    void bring(hand);
  }

  const work = async (offer: JobOffer, slot: number): Promise<void> => {
    const { tenantId, jobId, fence } = offer;
    try {
      // What cannot be written down is not begun: the platform hears with the next question that it is not held, and gives it out again.
      const hand: InHand = { spooled: spool.add({ tenantId, jobId, fence }), stop: new AbortController() };
      hands.set(jobId, hand);
      const timer = setTimeout(() => hand.stop.abort('timeout'), offer.timeoutSeconds * 1000);
      const delivering = bring(hand);
      hand.spooled.noteEnding(await doJob(offer, hand, slot));
      clearTimeout(timer);
      await delivering;
    } finally {
      freeSlots.push(slot);
      freed();
    }
  };

  const doJob = async (offer: JobOffer, { spooled, stop }: InHand, slot: number) => {
    const mask = createMask(offer.mask);
    let printed = { dropped: 0, tail: '' };
    let end: JobEnd;
    try {
      const output = await openOutput(spooled.outputFile, mask, offer.outputLimit);
      try {
        end =
          offer.work.kind === 'script'
            ? await runScript(offer, offer.work, spooled, { means, workRoot, slot }, output, mask, stop.signal)
            : await runSsh(offer.work, output, stop.signal);
      } finally {
        printed = await output.end();
      }
    } catch (error) {
      log.warn({ err: error, jobId: offer.jobId }, 'a job could not be done');
      const code = (error as NodeJS.ErrnoException).code;
      end = failed(
        code === 'ENOSPC' || code === 'EDQUOT' ? 'disk_full' : 'runner_failed',
        mask.text(error instanceof Error ? error.message : String(error)),
      );
    }
    return { ...end, detail: end.detail === null ? null : mask.text(end.detail), ...printed };
  };

  const beats = (async () => {
    while (!closing.signal.aborted) {
      await pause(beatMs, undefined, { signal: closing.signal }).catch(() => undefined);
      const running = [...hands.values()].filter(({ spooled }) => spooled.ending() === null);
      if (running.length === 0) continue;
      // One that does not arrive is followed by the next; that the platform cannot be reached is logged where work is asked for.
      const verdicts = await client.beat(running.map(({ spooled }) => spooled.held)).catch(() => null);
      for (const { spooled, stop } of running) {
        const verdict = verdicts?.get(spooled.held.jobId);
        if (verdict === 'cancel' || verdict === 'not_yours') stop.abort('cancelled');
      }
    }
  })();

  const working = new Set<Promise<void>>();
  const taking = (async () => {
    let wait = 500;
    while (!draining.signal.aborted) {
      const slot = freeSlots.shift();
      if (slot === undefined) {
        await new Promise<void>((resolve) => {
          freed = resolve;
          draining.signal.addEventListener('abort', () => resolve(), { once: true });
        });
        continue;
      }
      let offer: JobOffer | null = null;
      try {
        const holding = [...hands.values()].map(({ spooled }) => spooled.held);
        offer = await client.take({ instance: spool.instance, facts, holding, waitSeconds }, draining.signal);
        wait = 500;
      } catch (error) {
        if (!draining.signal.aborted) {
          log.warn({ err: error }, 'the platform cannot be asked for work; it is tried again');
          await pause(wait, undefined, { signal: draining.signal }).catch(() => undefined);
          wait = Math.min(wait * 2, longestPauseMs);
        }
      }
      if (offer === null) {
        freeSlots.unshift(slot);
        continue;
      }
      const done = work(offer, slot).catch((error: unknown) => log.error({ err: error }, 'a job could not be begun'));
      working.add(done);
      void done.finally(() => working.delete(done));
    }
  })();

  return {
    async stop(drainMs) {
      draining.abort();
      await taking;
      await Promise.race([Promise.all(working), pause(drainMs, undefined, { ref: false })]);
      for (const { stop } of hands.values()) stop.abort('stopping');
      await Promise.race([Promise.all(working), pause(8_000, undefined, { ref: false })]);
      closing.abort();
      await beats;
      await client.close();
      rmSync(workRoot, { recursive: true, force: true });
    },
  };
}
