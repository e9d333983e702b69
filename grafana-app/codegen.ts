import { createHash } from 'node:crypto';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { writeTrustedDocuments } from './src/api/writeTrustedDocuments.ts';

/**
 * Types and documents of the app, from the platform's public schema. The documents carry their SHA-256: the app sends that
 * instead of the text, and the gateway runs only what `src/api/trusted-documents.json` lists.
 */
const config: CodegenConfig = {
  schema: '../gateway/public.graphql',
  documents: 'src/api/documents/*.graphql',
  generates: {
    'src/api/generated/': {
      preset: 'client',
      presetConfig: {
        fragmentMasking: false,
        persistedDocuments: { mode: 'embedHashInDocument', hashPropertyName: 'hash', hashAlgorithm: sha256 },
      },
      config: {
        documentMode: 'string',
        enumsAsTypes: true,
        useTypeImports: true,
        strictScalars: true,
        defaultScalarType: 'unknown',
        scalars: { ID: 'string', DateTime: 'string', JSON: 'unknown', Labels: 'Record<string, string>' },
      },
    },
  },
  hooks: { afterAllFileWrite: writeTrustedDocuments },
};

/** Bare hexadecimal: the name under which the gateway looks a document up. */
function sha256(document: string): string {
  return createHash('sha256').update(document).digest('hex');
}

export default config;
