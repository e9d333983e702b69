import { noFilter, openEngine, schemaFiles } from './openEngine.ts';

/** The SQL that makes the schema files' tables in an empty database: where a new migration starts from, and what a test compares the migrations with. */
export async function schemaScript(ownerUrl: string, prismaFolder: string): Promise<string> {
  const { engine, close } = await openEngine(ownerUrl, prismaFolder);
  try {
    const { stdout } = await engine.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: await schemaFiles(prismaFolder) },
      script: true,
      exitCode: null,
      filters: noFilter,
    });
    return stdout ?? '';
  } finally {
    await close();
  }
}
