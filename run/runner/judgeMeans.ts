import type { RunnerFacts, ScriptLanguage } from '#automation/runner/protocol';
import type { ScriptBound, ScriptLimits } from '#automation/script/scriptLimits';
import { spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';

/** How jobs are run on this machine. */
export type Means = {
  /** The first user of those that jobs get, one for each slot; null where the runner may not give them any. */
  firstUid: number | null;
  /** Programs by language; those that are not there are left out. */
  interpreters: Partial<Record<ScriptLanguage, string[]>>;
  /** How a command is begun as the user `uid`, within these limits. */
  confine(uid: number | null, limits: ScriptLimits): Confinement;
  /** Which limits hold on this machine. */
  holds: RunnerFacts['holds'];
  path: string;
};

export type Confinement = {
  /** What comes before the command: takes rights and the network away, bounds it, and ends the process with the runner's own. */
  prefix: string[];
  /** Whether the prefix begins as the runner itself and becomes the job's user on its way; else it begins as that user. */
  beginsAsRunner: boolean;
  /** Whether the command reaches the network although it should not: this machine cannot close it. */
  isNetworkLeftOpen: boolean;
};

/** The most that scripts may use on this machine; `usual` is for those that say nothing. */
export type RunnerBounds = Record<ScriptBound, { usual: number; most: number }>;

/** The only path that jobs look for programs in. */
const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Looks at what this machine has. `firstUid` is used where the runner is root. */
export function judgeMeans(firstUid: number, bounds: RunnerBounds): Means {
  const ownUser = process.getuid?.() === 0 ? firstUid : null;
  const works = (command: string[], uid: number | null = null): boolean => {
    const [program = '', ...args] = command;
    return spawnSync(program, args, { env: { PATH: path }, cwd: '/', stdio: 'ignore', ...(uid !== null && { uid, gid: uid }) }).status === 0;
  };
  const hasSetpriv = works(['setpriv', '--no-new-privs', '--pdeathsig', 'KILL', 'true']);
  const hasPrlimit = works(['prlimit', '--core=0', '--data=100000000:100000000', 'true']);
  // Root takes a network of its own that has nothing in it, and gives its rights away after. Others need a machine that lets users have namespaces.
  const asRoot = (uid: number) => ['unshare', '--net', 'setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];
  const asUser = ['unshare', '--user', '--map-current-user', '--net'];
  const closes = ownUser !== null && works([...asRoot(ownUser), 'true']) ? 'as_root' : works([...asUser, 'true'], ownUser) ? 'as_user' : 'never';
  const first = (...candidates: string[][]) => candidates.find((command) => works([...command, '--version'], ownUser));
  const found = {
    BASH: first(['bash']),
    PYTHON: first(['python3', '-u'], ['python', '-u']),
    JAVASCRIPT: first([process.execPath], ['node']),
  };
  return {
    firstUid: ownUser,
    interpreters: Object.fromEntries(Object.entries(found).filter(([, command]) => command !== undefined)),
    holds: [
      ...(closes === 'never' ? [] : (['network'] as const)),
      ...(hasPrlimit ? (['memoryMiB', 'cpuSeconds', 'openFiles', 'fileMiB'] as const) : []),
      // A bound on processes counts all of a user, so it makes sense only where the job has one of its own.
      ...(hasPrlimit && ownUser !== null ? (['processes'] as const) : []),
    ],
    confine(uid, limits) {
      const asked = limits.network ? 'never' : closes;
      const network = asked === 'as_root' && uid !== null ? asRoot(uid) : asked === 'as_user' ? asUser : [];
      const rights = hasSetpriv ? ['setpriv', '--no-new-privs', '--pdeathsig', 'KILL'] : [];
      return {
        // One stream, so that what a script says and what it complains of stay in order.
        prefix: [...network, ...rights, ...(hasPrlimit ? boundsOf(uid, limits, bounds) : []), '/bin/sh', '-c', 'exec "$@" 2>&1', 'sh'],
        beginsAsRunner: asked === 'as_root',
        isNetworkLeftOpen: !limits.network && closes === 'never',
      };
    },
    path,
  };
}

/** The limits as prlimit takes them. Pure. */
export function boundsOf(uid: number | null, limits: ScriptLimits, bounds: RunnerBounds): string[] {
  const of = (name: ScriptBound): number => Math.min(limits[name] ?? bounds[name].usual, bounds[name].most);
  const mebibytes = (name: ScriptBound): number => of(name) * 1_048_576;
  return [
    'prlimit',
    '--core=0',
    // What a process writes to, not what it reserves: JavaScript reserves much more than it ever uses.
    `--data=${mebibytes('memoryMiB')}`,
    // It is told first, so that its end says why; one that does not listen is killed.
    `--cpu=${of('cpuSeconds')}:${of('cpuSeconds') + 2}`,
    `--nofile=${of('openFiles')}`,
    `--fsize=${mebibytes('fileMiB')}`,
    ...(uid === null || userInfo().uid === uid ? [] : [`--nproc=${of('processes')}`]),
  ];
}
