import type { SshWork } from '#automation/runner/protocol';
import ssh2 from 'ssh2';
import type { OutputKeeper } from './keepOutput.ts';
import { failed, type JobEnd, stopped } from './runScript.ts';

const connectMs = 15_000;

/**
 * Runs a command on another machine. The host has to prove that it holds one of the keys that its credential names, before anything of the credential is sent to it. When the
 * job is stopped the command is sent SIGKILL and the connection is cut; whether the other machine ends what the command began is the other machine's to say.
 */
export async function runSsh(work: SshWork, output: OutputKeeper, signal: AbortSignal): Promise<JobEnd> {
  const client = new ssh2.Client();
  let wrongKey = false;
  let cut = (): void => void client.destroy();
  const stop = () => cut();
  const connected = new Promise<void>((resolve, reject) => {
    client.once('ready', resolve);
    client.once('error', reject);
    client.once('close', () => reject(new Error('The connection was closed.')));
  });
  if (signal.aborted) return stopped(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    client.connect({
      ...{ host: work.host, port: work.port, username: work.user, readyTimeout: connectMs },
      ...(work.privateKey !== undefined && { privateKey: work.privateKey }),
      ...(work.passphrase !== undefined && { passphrase: work.passphrase }),
      ...(work.password !== undefined && { password: work.password }),
      hostVerifier: (key: Buffer) => {
        wrongKey = !work.hostKeys.includes(key.toString('base64'));
        return !wrongKey;
      },
    });
    await connected;
    const channel = await new Promise<ssh2.ClientChannel>((resolve, reject) =>
      client.exec(work.command, (error, opened) => (error ? reject(error) : resolve(opened))),
    );
    cut = () => {
      channel.signal('KILL');
      client.destroy();
    };
    if (signal.aborted) cut();
    const ended = new Promise<{ code: number | null; killedBy: string | null }>((resolve) => {
      let end: { code: number | null; killedBy: string | null } = { code: null, killedBy: null };
      channel.once('exit', (code: number | null, killedBy?: string) => (end = { code, killedBy: killedBy ?? null }));
      channel.once('close', () => resolve(end));
    });
    await Promise.all([drain(channel, output), drain(channel.stderr, output)]);
    const { code, killedBy } = await ended;
    if (signal.aborted) return stopped(signal.reason);
    if (killedBy !== null) return failed('killed', `The command was ended by ${killedBy}.`);
    if (code === null) return failed('connection_lost', 'The connection ended before the command did; what it has done is not known.');
    return { end: code === 0 ? 'SUCCEEDED' : 'FAILED', outcome: code === 0 ? 'succeeded' : 'exit_code', exitCode: code, detail: null, result: null };
  } catch (error) {
    if (signal.aborted) return stopped(signal.reason);
    if (wrongKey) return failed('host_key_unknown', `${work.host} showed a key that its credential does not know.`);
    return sshFailure(error, work);
  } finally {
    signal.removeEventListener('abort', stop);
    client.removeAllListeners('error').on('error', () => undefined);
    client.destroy();
  }
}

async function drain(stream: AsyncIterable<Buffer>, output: OutputKeeper): Promise<void> {
  for await (const chunk of stream) await output.write(chunk);
}

function sshFailure(error: unknown, { host, port }: SshWork): JobEnd {
  const level = typeof error === 'object' && error !== null && 'level' in error ? String(error.level) : '';
  const message = error instanceof Error ? error.message : String(error);
  if (level === 'client-authentication') return failed('authentication_failed', `${host} does not accept the credential.`);
  return failed(level === 'client-timeout' ? 'timeout' : 'unreachable', `${host}:${port}: ${message}`);
}
