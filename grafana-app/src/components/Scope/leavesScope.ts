import type { ViewerQuery } from '../../api/generated/graphql';

/** An incident as far as a scope looks at it, with who works on it. */
interface Looked {
  labels: Record<string, string>;
  ownerTeamId: string | null;
  /** Who has it, or a role in it. */
  personIds: readonly string[];
}

/** Whether an incident would be outside the viewer's scope, as far as the page can tell: alerts that bear the labels of a scope keep it in as well. */
export function leavesScope(
  { scope, teams, person }: ViewerQuery['viewer'],
  { labels, ownerTeamId, personIds }: Looked
): boolean {
  if (scope === null) {
    return false;
  }
  const bears = (wanted: unknown) =>
    Object.entries(wanted as Record<string, string>).every(([name, value]) => labels[name] === value);
  if (scope.labels.some(bears)) {
    return false;
  }
  const isOwn = teams.some(({ id }) => id === ownerTeamId) || (person !== null && personIds.includes(person.id));
  return !(scope.ownTeams && isOwn);
}
