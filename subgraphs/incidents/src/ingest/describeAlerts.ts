import type { Judged } from './judge.ts';

/** Most alerts that one timeline entry names; `count` tells how many there were. */
const mostNamed = 20;

type AlertsFacts = { alertName: string; count: number; alerts: { id: string; name: string; reason: string }[] };

/** Facts of a timeline entry about alerts: the name of the first, how many, and which. A storm is one entry a batch, not one an alert. */
export function describeAlerts(judged: readonly [Judged, ...Judged[]]): AlertsFacts {
  const alerts = judged.slice(0, mostNamed).map(({ alertId, statement, verdict }) => ({ id: alertId, name: statement.name, reason: verdict.reason }));
  return { alertName: judged[0].statement.name, count: judged.length, alerts };
}
