/** Bounds of jobs; docs/runners.md tells them to people. */

/** Bytes of output that are kept of a job. */
export const outputLimit = 16 * 1_048_576;
/** Bytes of all artefacts of a job, and how many there may be. */
export const artefactLimit = 64 * 1_048_576;
export const mostArtefacts = 20;
/** What a file that a script leaves behind may be called. */
export const artefactName = /^\w[\w.-]{0,99}$/;
/** Characters of JSON that a script may give to later steps. */
export const resultLimit = 65_536;

/** Seconds that a job waits for a runner before it fails as `no_runner`. */
export const queueSeconds = 600;
/** Seconds without a sign of its runner after which a job is shown as out of reach. */
export const leaseSeconds = 30;
/** Seconds that a runner out of reach has, beyond the time of the job itself, to come back with what it has. */
export const graceSeconds = 600;
/** The same for a job that may be done twice: it is given to another runner then. */
export const repeatGraceSeconds = 60;
/** How often a job that may be done twice is given out at most. */
export const mostAttempts = 3;
