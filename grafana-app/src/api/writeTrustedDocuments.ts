import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Puts the manifest of documents that the gateway trusts where it expects it, sorted so that a change is easy to read. */
export function writeTrustedDocuments() {
  const folder = join(process.cwd(), 'src/api');
  const documents: Record<string, string> = JSON.parse(
    readFileSync(join(folder, 'generated/persisted-documents.json'), 'utf8')
  );
  const sorted = Object.entries(documents).sort(([, a], [, b]) => (a < b ? -1 : 1));
  writeFileSync(join(folder, 'trusted-documents.json'), `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
}
