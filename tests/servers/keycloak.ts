import { symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { freePort } from '../../run/embedded/freePort.ts';
import { ensure } from './ensure.ts';
import { makeHome } from './home.ts';
import { answers, launch, type Launched } from './launch.ts';
import { findProgram } from './requirements.ts';

export type Keycloak = Launched & {
  readonly url: string;
  readonly port: number;
  readonly admin: { readonly username: string; readonly password: string };
  /** The issuer of a realm, as its tokens name it. */
  readonly issuer: (realm: string) => string;
};

/** A realm as Keycloak's own export has it. */
export type Realm = { readonly realm: string } & Readonly<Record<string, unknown>>;

/** A Keycloak 26.4 over plain HTTP with an empty store in memory, and the given realms imported. */
export async function startKeycloak({ realms = [], port }: { realms?: readonly Realm[]; port?: number } = {}): Promise<Keycloak> {
  const lib = ensure('keycloak');
  const home = makeHome('keycloak');
  const at = port ?? (await freePort());
  const url = `http://127.0.0.1:${at}`;
  const admin = { username: 'admin', password: 'admin' };
  // Its data stands beside its programs, so every server gets a home of its own in which only the programs are shared.
  for (const part of ['lib', 'conf', 'providers', 'themes']) symlinkSync(join(dirname(lib), part), join(home.dir, part));
  home.write(Object.fromEntries(realms.map((realm) => [`data/import/${realm.realm}-realm.json`, JSON.stringify(realm)])));
  const server = await launch({
    // Java itself and not Keycloak's script around it, so that the process we end is the server.
    program: findProgram('java') ?? 'java',
    args: [
      '-Xmx512m',
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      `-Dkc.home.dir=${home.dir}`,
      `-Djboss.server.config.dir=${join(home.dir, 'conf')}`,
      `-Dkc.theme.dir=${join(home.dir, 'themes')}`,
      '-Djava.util.logging.manager=org.jboss.logmanager.LogManager',
      ...['java.util', 'java.util.concurrent', 'java.security'].map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`),
      '-cp',
      join(home.dir, 'lib', 'quarkus-run.jar'),
      'io.quarkus.bootstrap.runner.QuarkusEntryPoint',
      'start',
      '--optimized',
      '--cache=local',
      '--http-enabled=true',
      '--http-host=127.0.0.1',
      `--http-port=${at}`,
      `--hostname=${url}`,
      ...(realms.length > 0 ? ['--import-realm'] : []),
    ],
    home,
    env: { KC_BOOTSTRAP_ADMIN_USERNAME: admin.username, KC_BOOTSTRAP_ADMIN_PASSWORD: admin.password },
    isReady: () => answers(`${url}/realms/${realms[0]?.realm ?? 'master'}`),
    patience: 180,
  });
  return { ...server, url, port: at, admin, issuer: (realm) => `${url}/realms/${realm}` };
}
