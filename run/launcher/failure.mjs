// @ts-check

/** A failure of the launcher whose message is the one sentence to print; `details` are lines worth showing below it. */
export class LaunchFailed extends Error {
  /** @param {string} sentence @param {string[]} [details] */
  constructor(sentence, details = []) {
    super(sentence);
    this.details = details;
  }
}

/** @type {{ sign: RegExp, sentence: (place: string) => string }[]} */
const signs = [
  { sign: /spawn npm ENOENT/, sentence: () => 'npm was not found: install npm (it comes with Node), or start with npm start.' },
  {
    sign: /ENOSPC|EDQUOT|no space left on device/i,
    sentence: (place) => `The disk that holds ${place} is full: free some space (about 3 GB are needed) and try again.`,
  },
  {
    sign: /EROFS|read-only file system/i,
    sentence: (place) => `${place} is on a read-only disk: copy the project to a folder that can be written and try again.`,
  },
  {
    sign: /EACCES|EPERM|permission denied/i,
    sentence: (place) =>
      `This user may not write to ${place}: change the owner of the project's folder (or set DATA_DIR for its state) and try again.`,
  },
  {
    sign: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT|network request .* failed/i,
    sentence: () => "npm cannot reach its registry: check the network, or the registry and proxy in npm's own settings, and try again.",
  },
  {
    sign: /\b(E401|E403|ENEEDAUTH)\b/,
    sentence: () => "npm's registry refuses this machine: check the registry and its credentials in npm's own settings, and try again.",
  },
];

/**
 * The one sentence for what a step printed or a system error said; `undefined` when no known cause shows in it. `place` is the
 * folder the step wrote to.
 * @param {string} output
 * @param {string} place
 */
export function explainFailure(output, place) {
  return signs.find(({ sign }) => sign.test(output))?.sentence(place);
}

/**
 * Prints any failure as one sentence (with its details) and ends the process with exit code 1.
 * @param {unknown} error
 * @param {string} place
 */
export function exitWith(error, place) {
  const path = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : place;
  const known = error instanceof LaunchFailed ? error.message : explainFailure(String(error), path);
  console.error(`\n${known ?? (error instanceof Error ? error.stack : String(error))}`);
  if (error instanceof LaunchFailed) for (const line of error.details) console.error(`  ${line}`);
  process.exit(1);
}
