import { stringify } from 'yaml';
import type { IncidentsDb } from '../context.ts';
import { showConfig } from './showConfig.ts';

/** Alertmanager's status: no cluster, and the tenant's routes as a configuration that amtool reads. */
export async function readStatus(db: IncidentsDb, startedAt: Date): Promise<object> {
  const routes = await db.route.findMany({ where: { archivedAt: null }, orderBy: [{ position: 'asc' }, { id: 'asc' }] });
  return {
    cluster: { status: 'disabled', peers: [] },
    config: { original: stringify(showConfig(routes)) },
    uptime: startedAt.toISOString(),
    versionInfo: { ...asked, buildUser: 'sre-platform', goVersion: '', revision: '' },
  };
}

/** The version whose API this is: clients choose what they send by it. */
const asked = { version: '0.31.1', branch: 'HEAD', buildDate: '' };
