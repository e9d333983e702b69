import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, DriverAdapterError } from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DatabaseError, Pool } from 'pg';

/** The part of the global that is used here; its full type comes only with the browser's library. */
declare const WebAssembly: {
  compile(code: Uint8Array): Promise<object>;
  instantiate(module: object, imports: object): Promise<{ exports: Record<string, () => void> }>;
};

const { resolve } = createRequire(import.meta.url);

export const noFilter = { externalTables: [], externalEnums: [] };

/**
 * Prisma's own migration engine as WebAssembly, bound to a database. It is what `prisma migrate` runs as a native binary;
 * this form needs no download. `prismaFolder` is the one that holds schema/ and migrations/.
 * Its package imports the module through a bundler, so it is instantiated by hand here.
 */
export async function openEngine(ownerUrl: string, prismaFolder: string): Promise<OpenEngine> {
  if (!instantiated) instantiated = instantiate();
  await instantiated;
  const pool = new Pool({ connectionString: ownerUrl });
  const files = await schemaFiles(prismaFolder);
  const opened = await engine.SchemaEngine.new(
    { datamodels: files.map(({ path, content }) => [path, content]) },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(wholeScripts(new PrismaPg(pool), pool)),
  );
  return {
    engine: opened,
    async close() {
      opened.free();
      await pool.end();
    },
  };
}

/** `close` also ends the engine's connections, which it leaves open by itself. */
export type OpenEngine = { engine: engine.SchemaEngine; close(): Promise<void> };

let instantiated: Promise<void> | undefined;

async function instantiate(): Promise<void> {
  const folder = dirname(resolve('@prisma/schema-engine-wasm'));
  const module = await WebAssembly.compile(await readFile(join(folder, 'schema_engine_bg.wasm')));
  const { exports } = await WebAssembly.instantiate(module, { './schema_engine_bg.js': { ...engine, ...idleTimers() } });
  engine.__wbg_set_wasm(exports);
  exports['__wbindgen_start']?.();
}

/** The engine leaves its 10 s lock timer running; it must not keep a process alive that has nothing else to do. */
function idleTimers(): Record<string, (run: () => void, ms: number) => NodeJS.Timeout> {
  const names = Object.keys(engine).filter((name) => name.startsWith('__wbg_setTimeout_'));
  return Object.fromEntries(names.map((name) => [name, (run: () => void, ms: number) => setTimeout(run, ms).unref()]));
}

/**
 * PrismaPg cuts a script at every semicolon, also inside function bodies. Sent whole, PostgreSQL parses it itself and runs it as
 * one transaction. To be deleted when PrismaPg's executeScript does the same.
 */
function wholeScripts(factory: PrismaPg, pool: Pool): PrismaPg {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    adapter.executeScript = async (script) => {
      try {
        await pool.query(script);
      } catch (error) {
        // Only an error of the adapter's own kind reaches the engine's message; any other would be "External error".
        if (!(error instanceof DatabaseError)) throw error;
        const { code = '', severity = 'ERROR', message, detail, column, hint } = error;
        throw new DriverAdapterError({ kind: 'postgres', code, severity, message, detail, column, hint });
      }
    };
    return adapter;
  };
  return factory;
}

/** The schema files, as the engine takes them. */
export async function schemaFiles(prismaFolder: string): Promise<{ path: string; content: string }[]> {
  const schemaFolder = join(prismaFolder, 'schema');
  const names = (await readdir(schemaFolder)).filter((name) => name.endsWith('.prisma')).sort();
  return Promise.all(names.map(async (name) => ({ path: join(schemaFolder, name), content: await readFile(join(schemaFolder, name), 'utf8') })));
}

/** The migrations, oldest first, as the engine takes them. */
export async function migrationList(prismaFolder: string): Promise<engine.MigrationList> {
  const migrationsFolder = join(prismaFolder, 'migrations');
  const entries = await readdir(migrationsFolder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return {
    baseDir: migrationsFolder,
    lockfile: { path: 'migration_lock.toml', content: await readFile(join(migrationsFolder, 'migration_lock.toml'), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      folders.sort().map(async (path) => ({
        path,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await readFile(join(migrationsFolder, path, 'migration.sql'), 'utf8') },
        },
      })),
    ),
  };
}
