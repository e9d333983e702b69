import { playbookDefinition } from '#automation/playbook/definition';
import { matcher } from '#contracts/matcher';
import { correlationShape } from '#incidents/correlation/correlationRule';
import { labelSet, mostLabelSets } from '#contracts/scope';
import { routeDraft } from '#incidents/route/routeDraft';
import { heartbeatShape } from '#incidents/integration/integrationShape';
import { channelKind } from '#notify/channels/channelKinds';
import { policyDraft } from '#notify/policy/policyDraft';
import { IntegrationSource } from '#prisma/generated/client';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

/** Provisioning of one tenant as a file, in the manner of Grafana's: applied as often as one likes, found again by name. */

const name = z.string().min(1).max(200);
/** A token of one's own choice instead of a generated one, for files that several systems share. */
const ownToken = z.string().min(20).optional();
const role = z.enum(['admin', 'responder', 'viewer']);
const labelSets = z.array(labelSet).max(mostLabelSets);

/** A step of a chain as docs/escalation.md has it, with names instead of ids. */
const stepShape = z.looseObject({
  kind: z.string(),
  people: z.array(name).optional(),
  team: name.optional(),
  schedule: name.optional(),
  channel: name.optional(),
});
export type StepSetup = z.output<typeof stepShape>;

const policyShape = policyDraft.omit({ id: true, tells: true, chainId: true, ownerTeamIds: true, children: true }).extend({
  /** The chain that tells; or one of `tells`; neither is as the node above. */
  chain: name.optional(),
  tells: z.enum(['EVERY_CHANNEL', 'NOBODY']).nullable().default(null),
  ownerTeams: z.array(name).default([]),
  get children(): z.ZodDefault<z.ZodArray<typeof policyShape>> {
    return z.array(policyShape).default([]);
  },
});
export type PolicySetup = z.output<typeof policyShape>;

/** Who is told of what: all of it by names. Left alone where the tenant has one of the name; policy and templates where it has any. */
const pagingShape = z.strictObject({
  schedules: z
    .array(
      z.looseObject({
        name,
        timeZone: z.string(),
        team: name.optional(),
        /** Rotations; `turns` name people. */
        layers: z.array(
          z.looseObject({
            name,
            priority: z.int().default(0),
            rotation: z.enum(['DAILY', 'WEEKLY', 'CUSTOM']),
            startsAt: z.string(),
            turns: z.array(z.array(name)),
          }),
        ),
      }),
    )
    .default([]),
  chains: z.array(z.looseObject({ name, steps: z.array(stepShape), importantSteps: z.array(stepShape).default([]) })).default([]),
  policy: policyShape.optional(),
  /** For everybody; docs/notices.md says what they may say. */
  templates: z
    .array(
      z.strictObject({
        event: z.string(),
        channelKind: channelKind.optional(),
        texts: z.record(z.string(), z.strictObject({ subject: z.string().optional(), body: z.string().optional() })),
      }),
    )
    .default([]),
});

const shape = z.strictObject({
  tenant: z.strictObject({ slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/), name }),
  /** Grafanas whose people may use the tenant. */
  connections: z
    .array(
      z.strictObject({
        /** Grafana's root_url, the `iss` of its tokens. */
        issuer: z.url(),
        jwksUrl: z.url(),
        org: z.coerce.string().default('1'),
        defaultRole: role.default('viewer'),
        secret: ownToken,
      }),
    )
    .default([]),
  /** People and what they may do, before their first visit; `subject` is the issuer's name for them, `user:<uid>` for Grafana. */
  people: z.array(z.strictObject({ issuer: z.url(), subject: z.string().min(1), name, email: z.email().optional(), role })).default([]),
  /** `scopeLabels` narrow a key to what bears all labels of one of these sets. */
  apiKeys: z.array(z.strictObject({ name, role: role.default('viewer'), key: ownToken, scopeLabels: labelSets.optional() })).default([]),
  /**
   * Of what part of the incidents and alerts a team holds a role; said again at every start. A team that is not there is made; what is not
   * named here stays as it is.
   */
  scopes: z
    .array(
      z.union([
        z.strictObject({ team: name, role, scope: z.enum(['ALL', 'OWN_TEAM']) }),
        z.strictObject({ team: name, role, scope: z.literal('LABELS'), labels: labelSets.min(1) }),
      ]),
    )
    .default([]),
  integrations: z
    .array(
      z.strictObject({
        name,
        source: z.enum(IntegrationSource),
        fingerprintLabels: z.array(z.string()).default([]),
        token: ownToken,
        labels: z.record(z.string(), z.string()).optional(),
        /** What only its source knows; checked by the source. */
        settings: z.record(z.string(), z.unknown()).optional(),
        rateLimit: z.int().optional(),
        secret: z.string().optional(),
        heartbeat: heartbeatShape.optional(),
      }),
    )
    .default([]),
  /** The root with all below it; or a list, whose first is the root and whose others stand below it. Left alone once the tenant has a tree. */
  routes: z
    .union([routeDraft, z.array(routeDraft).transform(([root, ...others]) => root && { ...root, children: [...root.children, ...others] })])
    .optional(),
  /** Correlation rules in their order. Left alone where the tenant has one of the name. */
  correlation: z.array(correlationShape).default([]),
  /** Channels of any kind with the settings that docs/channels.md names; or a webhook, by its address alone. */
  channels: z
    .array(
      z.union([
        z.strictObject({ name, url: z.url(), secret: z.string().startsWith('whsec_').optional() }),
        z.strictObject({ name, kind: channelKind, settings: z.record(z.string(), z.unknown()), ratePerMinute: z.int().optional() }),
      ]),
    )
    .default([]),
  paging: pagingShape.optional(),
  /** As docs/playbooks.md says. */
  playbooks: z.array(playbookDefinition).default([]),
  triggers: z.array(z.strictObject({ name, event: z.literal('incident.opened'), matchers: z.array(matcher), playbook: name })).default([]),
});

export type Setup = z.infer<typeof shape>;

/**
 * Reads a set-up file (YAML or JSON). `$NAME` and `${NAME}` stand for variables of the environment, `$$` for a dollar sign; a
 * variable that is not set is an error, and so is a key that is not known.
 */
export async function readSetup(file: string, environment: Record<string, string | undefined>): Promise<Setup> {
  const text = await readFile(file, 'utf8');
  const filled = text.replaceAll(/\$(?:\$|\{(\w+)\}|(\w+))/g, (whole, braced: string | undefined, bare: string | undefined) => {
    const variable = braced ?? bare;
    if (variable === undefined) return '$';
    const value = environment[variable];
    if (value === undefined) throw new Error(`${file} asks for ${whole}, which is not in the environment.`);
    return value;
  });
  const parsed = shape.safeParse(parse(filled));
  if (parsed.success) return parsed.data;
  throw new Error(`${file} is not a set-up file:\n${parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n')}`);
}
