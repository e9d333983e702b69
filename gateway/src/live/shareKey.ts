import { getNamedType, type GraphQLSchema, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { Caller } from '#kit/caller';
import type { Operation } from '../operation/createDocuments.ts';

/**
 * Subscriptions with the same key get the same events, so that each event is executed and serialised once for all of them: the same tenant,
 * selection, variables and rights. The person is part of it only where a selected field depends on who looks.
 */
export function shareKey(schema: GraphQLSchema, operation: Operation, variables: Record<string, unknown>, caller: Caller): string {
  return JSON.stringify([
    caller.tenantId,
    operation.hash,
    sorted(variables),
    [...caller.permissions].sort(),
    [...caller.teamIds].sort(),
    scopeKey(caller),
    dependsOnViewer(schema, operation) ? [caller.personId, caller.via] : null,
  ]);
}

/** Equal where row-level security lets the same through. What belongs to a person is part of a scope of one's own teams, so there the person is. */
function scopeKey({ scope, personId }: Caller): unknown {
  if (!scope) return null;
  return [scope.ownTeams ? personId : null, scope.labels.map((labels) => JSON.stringify(sorted(labels))).sort()];
}

/** A field that answers differently to different people is named `viewer…`, or gives the Viewer. */
function dependsOnViewer(schema: GraphQLSchema, { document }: Operation): boolean {
  const types = new TypeInfo(schema);
  let depends = false;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: ({ name }) => {
        const type = getNamedType(types.getType());
        depends ||= name.value.startsWith('viewer') || type?.name === 'Viewer';
      },
    }),
  );
  return depends;
}

/** JSON with its keys in order, so that the order in which a client wrote them does not matter. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
