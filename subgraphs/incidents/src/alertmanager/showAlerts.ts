import { findUnheld, type Matcher } from '#contracts/matcher';
import { alertmanagerFingerprint } from './alertmanagerFingerprint.ts';
import type { Firing } from './readFiring.ts';
import type { AlertGroup, GettableAlert } from './shapes.ts';

/** What a client asks to see; each defaults to true, as in Alertmanager. */
export type AlertQuery = {
  active: boolean;
  silenced: boolean;
  inhibited: boolean;
  muted: boolean;
  filter: readonly Matcher[];
  /** Whether alerts of this receiver are asked for. */
  isReceiver(name: string): boolean;
};

/** An alert that is not sent again within this time has ended, in Alertmanager's eyes: `resolve_timeout`'s default. */
const resolveTimeoutMs = 5 * 60_000;

/** The firing alerts that a query asks for, each once with all its receivers, in the order of their fingerprints. */
export function showAlerts(firing: readonly Firing[], query: AlertQuery): GettableAlert[] {
  const places = Map.groupBy(
    firing.filter((each) => isAsked(each, query)),
    ({ id }) => id,
  );
  return [...places.values()]
    .flatMap(([first, ...others]) =>
      first
        ? [
            showAlert(
              first,
              [first, ...others].map(({ group }) => group.receiver),
            ),
          ]
        : [],
    )
    .toSorted((one, other) => (one.fingerprint < other.fingerprint ? -1 : 1));
}

/** The same by group, in the order of the groups' labels. */
export function showGroups(firing: readonly Firing[], query: AlertQuery): AlertGroup[] {
  const groups = Map.groupBy(
    firing.filter((each) => isAsked(each, query)),
    ({ group }) => group.key,
  );
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    if (!first) return [];
    const { labels, receiver } = first.group;
    return [{ labels, receiver: { name: receiver }, alerts: members.map((member) => showAlert(member, [receiver])) }];
  });
}

function isAsked(each: Firing, { active, silenced, inhibited, muted, filter, isReceiver }: AlertQuery): boolean {
  const { state, silencedBy, inhibitedBy, mutedBy } = statusOf(each);
  if (!active && state === 'active') return false;
  if (!silenced && silencedBy.length > 0) return false;
  if (!inhibited && inhibitedBy.length > 0) return false;
  if (!muted && mutedBy.length > 0) return false;
  return isReceiver(each.group.receiver) && findUnheld(filter, each.labels) === undefined;
}

function showAlert(each: Firing, receivers: readonly string[]): GettableAlert {
  const { labels, annotations, startsAt, updatedAt, generatorUrl } = each;
  return {
    annotations,
    endsAt: new Date(updatedAt.getTime() + resolveTimeoutMs).toISOString(),
    fingerprint: alertmanagerFingerprint(labels),
    receivers: receivers.map((name) => ({ name })),
    startsAt: startsAt.toISOString(),
    status: statusOf(each),
    updatedAt: updatedAt.toISOString(),
    ...(generatorUrl !== null && { generatorURL: generatorUrl }),
    labels,
  };
}

/** Silences are told by id and inhibiting alerts by fingerprint, as Alertmanager does; what it has no word for is told as a muting, by name. */
function statusOf({ causes }: Firing): GettableAlert['status'] {
  const status: GettableAlert['status'] = { inhibitedBy: [], mutedBy: [], silencedBy: [], state: causes.length > 0 ? 'suppressed' : 'active' };
  for (const { reason, id, label, source } of causes) {
    if (reason === 'silenced') status.silencedBy.push(id);
    else if (source !== undefined) status.inhibitedBy.push(alertmanagerFingerprint(source.labels));
    else status.mutedBy.push(label);
  }
  // Several rules may name one alert.
  return { ...status, inhibitedBy: [...new Set(status.inhibitedBy)] };
}
