import { codeOf } from './codeOf.ts';

/**
 * Why the platform does not start, as one closed union. These never leave the machine: they are printed once, as one sentence,
 * by whatever started the process (exit code 1). What leaves the platform is in contracts/errors.ts.
 */
export type Refusal =
  'ALREADY_RUNNING' | 'PORT_TAKEN' | 'DISK_FULL' | 'UNWRITABLE' | 'UNSUPPORTED_PLATFORM' | 'STATE_UNUSABLE' | 'DATABASE_BUSY' | 'DATABASE_BROKEN';

/** Thrown while starting; `message` is the sentence to print, `cause` the system's own error where there was one. */
export class StartRefused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartRefused';
    this.refusal = refusal;
  }
}

const explanations = {
  ENOSPC: { refusal: 'DISK_FULL', says: (path: string) => `The disk that holds ${path} is full: free some space and start again.` },
  EDQUOT: { refusal: 'DISK_FULL', says: (path: string) => `The disk quota for ${path} is used up: free some space and start again.` },
  EACCES: {
    refusal: 'UNWRITABLE',
    says: (path: string) => `This user may not write to ${path}: change its owner, or set DATA_DIR to another folder.`,
  },
  EPERM: {
    refusal: 'UNWRITABLE',
    says: (path: string) => `This user may not write to ${path}: change its owner, or set DATA_DIR to another folder.`,
  },
  EROFS: { refusal: 'UNWRITABLE', says: (path: string) => `${path} is on a read-only disk: set DATA_DIR to a folder that can be written.` },
  ENOTDIR: {
    refusal: 'UNWRITABLE',
    says: (path: string) => `${path} cannot be a folder because part of it is a file: set DATA_DIR to another folder.`,
  },
} as const satisfies Record<string, { refusal: Refusal; says: (path: string) => string }>;

/** Turns a file system error about `path` into the refusal that says it in one sentence; any other error stays itself. */
export function refusalOf(error: unknown, path: string): unknown {
  const code = codeOf(error);
  const known = Object.entries(explanations).find(([name]) => name === code);
  return known === undefined ? error : new StartRefused(known[1].refusal, known[1].says(path), { cause: error });
}
