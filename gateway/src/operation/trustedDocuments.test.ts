import { buildSchema, OperationTypeNode, validate } from 'graphql';
import { readFileSync } from 'node:fs';
import { createCaller } from '../../fixture/platform.ts';
import { defaultLimits } from '../limits.ts';
import { planHydration } from '../live/planHydration.ts';
import { createDocuments } from './createDocuments.ts';
import { requireAffordable } from './createPerform.ts';
import { readOperationParams } from './operationParams.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const schema = buildSchema(read('../../public.graphql'));
const trustedDocuments: Record<string, string> = JSON.parse(read('../../../grafana-app/src/api/trusted-documents.json'));
const documents = createDocuments({ schema, trustedDocuments, production: true, limits: defaultLimits, clock: { now: () => new Date() } });

/** The largest pages that the plugin asks for, under every name that it gives them. */
const variables = {
  first: 100,
  id: 'a',
  note: null,
  text: 'a',
  count: true,
  filter: null,
  root: { kind: 'INCIDENT', id: 'a' },
  direction: 'BOTH',
  depth: 3,
};

describe('the documents of the plugin', () => {
  it.each(Object.entries(trustedDocuments).map(([id, text]) => [text.match(/(query|mutation|subscription) (\w+)/)?.[0] ?? id, id]))(
    '%s is answered',
    (_, documentId) => {
      const operation = documents.prepare(readOperationParams({ documentId }), createCaller({ via: 'GRAFANA' }));
      expect(() => requireAffordable(operation, variables, defaultLimits)).not.toThrow();
      if (operation.type !== OperationTypeNode.SUBSCRIPTION) return;
      const hydration = planHydration(schema, operation, variables);
      expect(validate(schema, hydration.operation.document)).toEqual([]);
    },
  );
});
