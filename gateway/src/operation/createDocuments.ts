import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  separateOperations,
  specifiedRules,
  validate,
} from 'graphql';
import { createHash } from 'node:crypto';
import type { Caller } from '#kit/caller';
import type { Clock } from '#kit/clock';
import { AppError } from '#kit/errors';
import type { Limits } from '../limits.ts';
import { createRecent } from '../recent.ts';
import { measureDocument } from './measureDocument.ts';
import type { OperationParams } from './operationParams.ts';
import { type Price, priceOperation } from './priceOperation.ts';
import { createRefillingBudget } from './refillingBudget.ts';

/** One operation, parsed, validated and priced; the same object for every request that sends the same text. */
export type Operation = {
  type: OperationTypeNode;
  name: string | null;
  /** Only this operation, and the fragments that it uses. */
  document: DocumentNode;
  definition: OperationDefinitionNode;
  /** SHA-256 of its text and name. */
  hash: string;
  /** Registered with the gateway, as the plugin's are. */
  trusted: boolean;
  /** Asks for the schema itself and nothing else. */
  introspects: boolean;
  price: Price;
};

export type Documents = {
  /** The operation that a request names; throws AppError, or GraphQLErrors when the document is not valid. */
  prepare(params: OperationParams, caller: Caller): Operation;
};

/** Every reason why a document is refused, each with its place in the text. */
export class InvalidDocument extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super(errors.map(({ message }) => message).join(' '));
    this.name = 'InvalidDocument';
    this.errors = errors;
  }
}

type DocumentsOptions = {
  schema: GraphQLSchema;
  /** Registered texts by their SHA-256. */
  trustedDocuments: Readonly<Record<string, string>>;
  production: boolean;
  limits: Limits;
  clock: Clock;
};

/**
 * Keeps documents parsed and validated. What is over a limit is refused before validation and planning, which cost most; a document that was
 * never seen costs its tenant one of a refilling budget, so that a flood of unique texts cannot take the gateway from the registered ones.
 */
export function createDocuments({ schema, trustedDocuments, production, limits, clock }: DocumentsOptions): Documents {
  // A Map, because ids come from clients and every object has a "constructor".
  const registered = new Map(Object.entries(trustedDocuments));
  const trustedTexts = new Set(registered.values());
  const known = createRecent<Operation | InvalidDocument>(limits.documents);
  const newDocuments = createRefillingBudget(limits.newDocumentsPerMinute, clock);
  const rules = production ? [...specifiedRules, NoSchemaIntrospectionCustomRule] : specifiedRules;

  function examine(text: string, operationName: string | undefined, trusted: boolean): Operation | InvalidDocument {
    try {
      const document = parse(text, { maxTokens: limits.tokens });
      requireWithin(measureDocument(document), limits);
      const errors = validate(schema, document, rules, { maxErrors: 10 });
      if (errors.length > 0) return new InvalidDocument(production ? errors.map(withoutSuggestion) : errors);
      return pickOperation(document, text, operationName, trusted);
    } catch (error) {
      // Kept as the others are: the same bad text is answered from memory the next time.
      if (error instanceof GraphQLError) return new InvalidDocument([withCode(error)]);
      throw error;
    }
  }

  function pickOperation(whole: DocumentNode, text: string, operationName: string | undefined, trusted: boolean): Operation {
    const operations = whole.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    const definition = operationName === undefined ? operations[0] : operations.find(({ name }) => name?.value === operationName);
    if (!definition)
      throw new GraphQLError(
        operationName === undefined ? 'The document has no operation.' : `The document has no operation named ${operationName}.`,
      );
    if (operationName === undefined && operations.length > 1)
      throw new GraphQLError('The document has several operations: name one in "operationName".');
    const document = separateOperations(whole)[definition.name?.value ?? ''] ?? whole;
    const fragments = new Map<string, FragmentDefinitionNode>();
    for (const node of document.definitions) if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
    return {
      type: definition.operation,
      name: definition.name?.value ?? null,
      document,
      definition,
      hash: createHash('sha256')
        .update(text)
        .update('\0')
        .update(operationName ?? '')
        .digest('hex'),
      trusted,
      introspects:
        definition.operation === OperationTypeNode.QUERY &&
        definition.selectionSet.selections.every((node) => node.kind === Kind.FIELD && node.name.value.startsWith('__')),
      price: priceOperation(schema, definition, fragments),
    };
  }

  return {
    prepare({ query, documentId, operationName }, caller) {
      const text = documentId === undefined ? query : registered.get(documentId);
      if (documentId !== undefined && text === undefined) throw new AppError('QUERY_NOT_TRUSTED', `No document is registered as ${documentId}.`);
      if (text === undefined || text === '') throw new AppError('BAD_USER_INPUT', 'Send a "query", or the "documentId" of a registered document.');

      const key = `${operationName ?? ''}\0${text}`;
      const trusted = trustedTexts.has(text);
      // Grafana's users are authenticated by their session alone, so whatever runs in their browser could send any query as them.
      if (production && caller.via === 'GRAFANA' && !trusted)
        throw new AppError('QUERY_NOT_TRUSTED', 'Through Grafana only registered documents are answered.');

      let operation = known.get(key);
      if (!operation) {
        if (!trusted)
          newDocuments.take(
            caller.tenantId,
            'Too many different documents in the last minute; send values as variables, so that the text stays the same.',
          );
        operation = examine(text, operationName, trusted);
        known.set(key, operation);
      }
      if (operation instanceof InvalidDocument) throw operation;
      return operation;
    },
  };
}

function requireWithin(measure: ReturnType<typeof measureDocument>, limits: Limits): void {
  for (const name of ['depth', 'aliases', 'selections'] as const) {
    if (measure[name] > limits[name]) throw tooComplex(`The document has ${name} of ${measure[name]}, the limit is ${limits[name]}.`);
  }
}

function tooComplex(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'QUERY_TOO_COMPLEX' } });
}

/** graphql-js gives its token limit no code of its own. */
function withCode(error: GraphQLError): GraphQLError {
  return error.message.includes('tokens. Parsing aborted') ? tooComplex(error.message.replace('Syntax Error: ', '')) : error;
}

/** "Did you mean" would spell out a schema that introspection hides. */
function withoutSuggestion(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message.replace(/ ?Did you mean .*$/s, ''), { nodes: error.nodes ?? null });
}
