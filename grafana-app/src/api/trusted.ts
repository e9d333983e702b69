import type { TypedDocumentString } from './generated/graphql';

/** What stands for a document on the wire: the gateway runs only documents whose SHA-256 it was built with. */
export interface TrustedDocument {
  documentId: string;
  operationName: string;
}

/**
 * Reads the identity that code generation put into a document.
 * @throws when the document was made by hand: such a document could never run.
 */
export function trusted(document: TypedDocumentString<unknown, never>): TrustedDocument {
  const documentId: unknown = document.__meta__?.hash;
  const operationName = /(?:query|mutation|subscription)\s+(\w+)/.exec(document.toString())?.[1];
  if (typeof documentId !== 'string' || operationName === undefined) {
    throw new Error('A document without identity: run the code generation.');
  }
  return { documentId, operationName };
}
