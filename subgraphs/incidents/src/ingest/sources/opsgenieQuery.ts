import { AppError } from '#kit/errors';

/** Which alerts a list is asked for. */
export type OpsgenieQuery = { status?: 'open' | 'closed' | 'acked' | 'unacked'; alias?: string };

const term = /^\s*(?:AND\s+)?([A-Za-z]+)\s*[:=]\s*(?:"((?:[^"\\]|\\.)*)"|([^\s"()]+))/i;

/**
 * Reads the part of Opsgenie's search language that its own tools use: `status:open`, `status = closed`, `alias:"disk/db-1"`, one after the other or with AND
 * between. BAD_USER_INPUT for anything else, since a condition that is not understood would list what was not asked for.
 */
export function readOpsgenieQuery(text: string): OpsgenieQuery {
  const query: OpsgenieQuery = {};
  for (let rest = text; rest.trim() !== '';) {
    const found = term.exec(rest);
    if (!found) throw notUnderstood(rest);
    const [whole, field = '', quoted, bare = ''] = found;
    const value = quoted?.replaceAll(/\\(.)/g, '$1') ?? bare;
    rest = rest.slice(whole.length);
    if (field.toLowerCase() === 'alias') query.alias = value;
    else if (field.toLowerCase() === 'status' && isStatus(value.toLowerCase()))
      query.status = value.toLowerCase() as NonNullable<OpsgenieQuery['status']>;
    else throw notUnderstood(whole);
  }
  return query;
}

function isStatus(word: string): boolean {
  return ['open', 'closed', 'acked', 'unacked'].includes(word);
}

function notUnderstood(part: string): AppError {
  return new AppError('BAD_USER_INPUT', `"query" is not understood at "${part.trim().slice(0, 100)}": it takes status and alias, joined by AND.`);
}
