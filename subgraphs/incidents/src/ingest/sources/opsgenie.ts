import type { Severity } from '#contracts/words';
import { z } from 'zod';
import type { SourceAlert } from '../receivedAlert.ts';
import { repairLabels } from '../repairText.ts';
import { openDetails, present, sortDetails } from './details.ts';
import { readShape } from './readShape.ts';

/** Priorities of Opsgenie with what they say of an alert. */
const severities = { P1: 'CRITICAL', P2: 'HIGH', P3: 'MEDIUM', P4: 'LOW', P5: 'INFO' } as const satisfies Record<string, Severity>;

const text = z.string().nullish();
const recipient = z.object({ type: text, id: text, name: text, username: text });

/** Longer messages than Opsgenie's 130 characters are taken too: a migrating sender must lose nothing. */
const creation = z.object({
  message: z.string().trim().min(1, 'must not be empty').max(10_000),
  alias: z.string().max(512).nullish(),
  description: z.string().max(15_000).nullish(),
  responders: z.array(recipient).max(1_000).nullish(),
  visibleTo: z.array(recipient).max(1_000).nullish(),
  actions: z.array(z.string()).max(1_000).nullish(),
  tags: z.array(z.string()).max(1_000).nullish(),
  details: z.unknown().optional(),
  entity: text,
  source: text,
  priority: z.enum(['P1', 'P2', 'P3', 'P4', 'P5']).nullish(),
  user: text,
  note: text,
});

/** What says which alert a creation is about; a creation without an alias is an alert of its own. */
export function readOpsgenieAlert(body: unknown, ownKey: string, now: Date): SourceAlert & { key: string } {
  const { message, alias, details, priority, tags, entity, source, ...said } = readShape(creation, body, "an alert of Opsgenie's alerts API");
  const repaired: string[] = [];
  const custom = sortDetails(openDetails(details, 'details'));
  const rank = priority ?? 'P3';
  return {
    status: 'FIRING',
    key: alias || ownKey,
    severity: severities[rank],
    labels: repairLabels(
      { ...custom.labels, ...present({ alertname: message, priority: rank, entity, source, tags: tags?.join(',') }) },
      'labels',
      repaired,
    ),
    annotations: repairLabels(
      {
        ...custom.annotations,
        ...present({
          alias,
          description: said.description,
          responders: names(said.responders),
          visible_to: names(said.visibleTo),
          actions: said.actions?.join(', '),
          user: said.user,
          note: said.note,
        }),
      },
      'annotations',
      repaired,
    ),
    startsAt: now,
    endsAt: null,
    generatorUrl: null,
    repaired,
  };
}

/** `team:database, user:mei@example.com` */
function names(recipients: readonly z.infer<typeof recipient>[] | null | undefined): string | undefined {
  return recipients?.map(({ type, id, name, username }) => [type, name ?? username ?? id].filter(Boolean).join(':')).join(', ');
}

const action = z.object({ user: text, source: text, note: z.string().max(25_000).nullish() });

/** What stands in the body of an action on an alert; an empty body is an action without words. */
export function readOpsgenieAction(body: unknown): { by: string | null; note: string | null } {
  const { user, source, note } = readShape(action, body, "an action of Opsgenie's alerts API");
  return { by: user || source || null, note: note?.trim() || null };
}
