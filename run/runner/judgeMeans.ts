import type { ScriptLanguage } from '#automation/runner/protocol';
import { spawnSync } from 'node:child_process';

/** How jobs are run on this machine. */
export type Means = {
  /** The first user of those that jobs get, one for each slot; null where the runner may not give them any. */
  firstUid: number | null;
  /** Programs by language; those that are not there are left out. */
  interpreters: Partial<Record<ScriptLanguage, string[]>>;
  /** What comes before the command, run as the job's user already: takes rights away, and ends the process with the runner's own. */
  prefix(uid: number | null): string[];
  path: string;
};

/** The only path that jobs look for programs in. */
const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Most bytes of one file that a job writes. */
const fileBytes = 1_073_741_824;
/** Most processes of a job's user. */
const mostProcesses = 256;

/** Looks at what this machine has. `firstUid` is used where the runner is root. */
export function judgeMeans(firstUid: number): Means {
  const ownUser = process.getuid?.() === 0 ? firstUid : null;
  const works = (command: string[], uid: number | null = null): boolean => {
    const [program = '', ...args] = command;
    return spawnSync(program, args, { env: { PATH: path }, cwd: '/', stdio: 'ignore', ...(uid !== null && { uid, gid: uid }) }).status === 0;
  };
  const hasSetpriv = works(['setpriv', '--no-new-privs', '--pdeathsig', 'KILL', 'true']);
  const hasPrlimit = works(['prlimit', '--core=0', 'true']);
  const first = (...candidates: string[][]) => candidates.find((command) => works([...command, '--version'], ownUser));
  const found = {
    BASH: first(['bash']),
    PYTHON: first(['python3', '-u'], ['python', '-u']),
    JAVASCRIPT: first([process.execPath], ['node']),
  };
  return {
    firstUid: ownUser,
    interpreters: Object.fromEntries(Object.entries(found).filter(([, command]) => command !== undefined)),
    prefix(uid) {
      const rights = hasSetpriv ? ['setpriv', '--no-new-privs', '--pdeathsig', 'KILL'] : [];
      // A bound on processes counts all of a user, so it makes sense only where the job has one of its own.
      const limits = hasPrlimit
        ? ['prlimit', '--core=0', '--nofile=1024', `--fsize=${fileBytes}`, ...(uid === null ? [] : [`--nproc=${mostProcesses}`])]
        : [];
      // One stream, so that what a script says and what it complains of stay in order.
      return [...rights, ...limits, '/bin/sh', '-c', 'exec "$@" 2>&1', 'sh'];
    },
    path,
  };
}
