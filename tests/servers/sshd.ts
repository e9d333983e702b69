import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../run/embedded/freePort.ts';
import { ensure } from './ensure.ts';
import { makeHome } from './home.ts';
import { launch, type Launched, listens } from './launch.ts';
import { findProgram } from './requirements.ts';

export type Sshd = Launched & {
  readonly port: number;
  /** Who may log in: whoever runs the tests. */
  readonly user: string;
  /** The private key that is let in, as OpenSSH writes it. */
  readonly privateKey: string;
  /** The server's key as a line of known_hosts has it, without the host: `ssh-ed25519 AAAA…`. */
  readonly hostKey: string;
};

/** An OpenSSH server on the loopback address that lets in one key, and this user only. */
export async function startSshd(): Promise<Sshd> {
  const program = ensure('sshd');
  const home = makeHome('sshd');
  const file = (name: string): string => join(home.dir, name);
  for (const name of ['host', 'user']) execFileSync(findProgram('ssh-keygen') ?? 'ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file(name)]);
  // Its own folder, which Debian makes when the service starts; only root's server wants it.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const port = await freePort();
  const lines = [
    `ListenAddress 127.0.0.1`,
    `Port ${port}`,
    `HostKey ${file('host')}`,
    `AuthorizedKeysFile ${file('user.pub')}`,
    `PidFile ${file('pid')}`,
    // The folder of the keys is a temporary one, which others may enter.
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
  ];
  home.write({ sshd_config: `${lines.join('\n')}\n` });
  const server = await launch({ program, args: ['-D', '-e', '-f', file('sshd_config')], home, isReady: () => listens(port) });
  const [type = '', key = ''] = readFileSync(file('host.pub'), 'utf8').split(' ');
  return { ...server, port, user: userInfo().username, privateKey: readFileSync(file('user'), 'utf8'), hostKey: `${type} ${key}` };
}
