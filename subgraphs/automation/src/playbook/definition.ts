import { z } from 'zod';

/* Longer than others: the shape of a playbook is one contract, and is read from top to bottom. */

/**
 * What a playbook is: the one shape that is stored, snapshotted by runs, edited as a form, and written as YAML. Texts marked *template* are Liquid, those marked
 * *expression* are CEL (kit/expression); both see the variables of `scopeVariables`.
 */

/** What expressions and templates of a playbook may name. `item` and `index` exist inside a for-each only. */
export const scopeVariables = ['event', 'incident', 'inputs', 'steps', 'run', 'item', 'index'] as const;

/** Names a step among those of its playbook: what expressions say after `steps.`. */
const stepId = z.string().regex(/^[a-z][a-zA-Z0-9_]{0,39}$/, 'begins with a small letter; letters, digits and _; at most 40');
const expression = z.string().trim().min(1).max(4_000);
const template = z.string().min(1).max(65_536);
const seconds = z.int().min(1).max(86_400);
/** A credential, a secret, a script, a playbook or a channel is named and not numbered, so that a playbook's file means the same in another tenant. */
const reference = z.string().trim().min(1).max(100);

const retry = z.strictObject({
  /** How often it is done at most, the first time included. */
  attempts: z.int().min(2).max(10),
  delaySeconds: seconds.default(5),
  /** Each delay is so many times the one before. */
  factor: z.number().min(1).max(10).default(2),
});

const common = {
  id: stepId,
  name: z.string().trim().min(1).max(100),
  /** *Expression*; the step is skipped where it is false. */
  if: expression.optional(),
  /** What happens when it fails for good: `rollBack` undoes what was done, in reverse order, and ends the run as failed; `continue` goes on; `stop` ends it and undoes nothing. */
  onError: z.enum(['rollBack', 'continue', 'stop']).default('rollBack'),
};
const deed = {
  ...common,
  timeoutSeconds: seconds.default(60),
  retry: retry.optional(),
  /** Declares that doing it twice does no harm: a step whose worker was lost is then done again, and otherwise ends as `worker_lost`. */
  idempotent: z.boolean().optional(),
};

const headerName = z.string().regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100}$/, 'not a header name');
const http = {
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  /** *Template.* */
  url: z.string().min(1).max(2_000),
  /** Values are *templates*. Secrets stand in a credential and never here. */
  headers: z.record(headerName, z.string().max(4_000)).optional(),
  /** *Template.* */
  body: z.string().max(65_536).optional(),
  /** An HTTP credential; its headers are added. */
  credential: reference.optional(),
  /** Statuses that count as success; any 2xx when absent. */
  expectStatus: z.array(z.int().min(100).max(599)).min(1).max(20).optional(),
};

export const httpStep = z.strictObject({ kind: z.literal('http'), ...deed, ...http });
/** Runs a script of the library on a runner. */
export const scriptStep = z.strictObject({
  kind: z.literal('script'),
  ...deed,
  script: reference,
  /** A fixed version; the newest at the run's start when absent. */
  version: z.int().positive().optional(),
  /** Each value is an *expression*; checked against the script's JSON Schema. */
  parameters: z.record(z.string(), expression).default({}),
  /** Environment variable -> name of a secret. */
  secrets: z.record(z.string().regex(/^[A-Z_][A-Z0-9_]{0,63}$/), reference).default({}),
  /** Labels that its runner must have; the platform's own runner when empty. */
  runner: z.record(z.string(), z.string()).default({}),
});
/** Runs a command, or a script of the library, on another machine. */
export const sshStep = z.strictObject({
  kind: z.literal('ssh'),
  ...deed,
  /** *Template*: `host` or `host:port`. */
  host: z.string().min(1).max(300),
  /** An SSH credential: user, key, and the known host keys. */
  credential: reference,
  /** *Template*; each print is quoted for a POSIX shell. */
  command: template,
  runner: z.record(z.string(), z.string()).default({}),
});
export const kubernetesStep = z.strictObject({
  kind: z.literal('kubernetes'),
  ...deed,
  credential: reference,
  action: z.enum(['get', 'patch', 'scale', 'restart', 'logs']),
  /** *Templates.* */
  namespace: z.string().min(1).max(253),
  resource: z.enum(['pod', 'deployment', 'statefulset', 'daemonset', 'replicaset', 'node', 'configmap', 'service']),
  objectName: z.string().min(1).max(253),
  replicas: expression.optional(),
  /** *Template* that prints JSON: a strategic merge patch. */
  patch: template.optional(),
  tailLines: z.int().min(1).max(5_000).optional(),
});
/** Starts a workflow of the tenant's n8n and waits for its signed callback. */
export const n8nStep = z.strictObject({
  kind: z.literal('n8n'),
  ...deed,
  connection: reference,
  workflow: z.string().min(1).max(100),
  payload: expression.optional(),
});
export const grafanaAnnotationStep = z.strictObject({
  kind: z.literal('grafanaAnnotation'),
  ...deed,
  /** An HTTP credential with Grafana's address. */
  credential: reference,
  text: template,
  tags: z.array(z.string().max(100)).max(20).default([]),
  dashboardUid: z.string().max(100).optional(),
});
/** Silences in the platform's own quiet rules. */
export const silenceStep = z.strictObject({
  kind: z.literal('silence'),
  ...deed,
  /** *Template* of matchers as Alertmanager writes them: `{instance="web-1",job="node"}`. */
  matchers: z.string().min(1).max(4_000),
  minutes: z.int().min(1).max(10_080),
  comment: template,
});
/** Tells people through the notify subgraph. */
export const notifyStep = z.strictObject({
  kind: z.literal('notify'),
  ...deed,
  to: z
    .array(z.strictObject({ kind: z.enum(['channel', 'team', 'schedule', 'person']), name: reference }))
    .min(1)
    .max(20),
  text: template,
});
/** Asks the agents for an analysis of the incident and gives its ranked suspects back. */
export const agentStep = z.strictObject({ kind: z.literal('agent'), ...deed, agent: z.enum(['rootCause']) });

const deeds = [httpStep, scriptStep, sshStep, kubernetesStep, n8nStep, grafanaAnnotationStep, silenceStep, notifyStep, agentStep] as const;

/** A step that does something outside the run. */
export const deedStep = z.discriminatedUnion('kind', deeds);
export type Deed = z.infer<typeof deedStep>;

const undo = {
  /** Undoes it, in this order; done when a later step fails or a check does not hold, after what later steps have to undo. */
  rollBack: z.array(deedStep).min(1).max(10).optional(),
};
const undoable = [
  httpStep.extend(undo),
  scriptStep.extend(undo),
  sshStep.extend(undo),
  kubernetesStep.extend(undo),
  n8nStep.extend(undo),
  grafanaAnnotationStep.extend(undo),
  silenceStep.extend(undo),
  notifyStep.extend(undo),
  agentStep.extend(undo),
] as const;

export const waitStep = z.strictObject({ kind: z.literal('wait'), ...common, seconds: z.int().min(1).max(604_800) });
/** A person, or several, must agree before the run goes on; never who asked for the run. */
export const approvalStep = z.strictObject({
  kind: z.literal('approval'),
  ...common,
  /** *Template*: what is asked. */
  message: template,
  count: z.int().min(1).max(10).default(1),
  /** Teams of which the approvers are; everybody with `approvals:answer` when empty. */
  teams: z.array(reference).max(20).default([]),
  expiresMinutes: z.int().min(1).max(10_080).default(1_440),
});
/** Asks a person for values, by a form made of a JSON Schema. */
export const inputStep = z.strictObject({
  kind: z.literal('input'),
  ...common,
  message: template,
  schema: z.record(z.string(), z.json()),
  teams: z.array(reference).max(20).default([]),
  expiresMinutes: z.int().min(1).max(10_080).default(1_440),
});
/** Runs another playbook and waits for its end. */
export const playbookStep = z.strictObject({
  kind: z.literal('playbook'),
  ...common,
  playbook: reference,
  inputs: z.record(z.string(), expression).default({}),
});
/** Looks again and again until the check has held for `holdSeconds` on end; fails when that has not come after `withinSeconds`. */
export const verifyStep = z.strictObject({
  kind: z.literal('verify'),
  ...common,
  check: z.discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('promql'),
      /** An HTTP credential with the address of a Prometheus. */
      credential: reference,
      /** *Template*; holds when the result is not empty and, for comparisons without `bool`, as an alert rule fires. */
      query: template,
    }),
    z.strictObject({
      by: z.literal('http'),
      ...http,
      /** *Expression* over `answer { status, body }`; any 2xx when absent. */ holds: expression.optional(),
    }),
  ]),
  withinSeconds: seconds.default(300),
  everySeconds: z.int().min(1).max(3_600).default(15),
  holdSeconds: z.int().min(0).max(86_400).default(0),
});

type Common = Pick<z.infer<typeof waitStep>, keyof typeof common>;
/** Goes one of two ways. */
export type ConditionStep = Common & { kind: 'condition'; when: string; then: Step[]; else: Step[] };
/** Goes several ways at once, and on when all have ended. */
export type ParallelStep = Common & { kind: 'parallel'; branches: Step[][] };
/** Does its steps for each of a list (*expression*), at most `atOnce` at a time; refused when there are more than `most`. */
export type ForEachStep = Common & { kind: 'forEach'; items: string; atOnce: number; most: number; steps: Step[] };
export type Step =
  | z.infer<(typeof undoable)[number]>
  | z.infer<typeof waitStep | typeof approvalStep | typeof inputStep | typeof playbookStep | typeof verifyStep>
  | ConditionStep
  | ParallelStep
  | ForEachStep;
export type StepKind = Step['kind'];

/** Steps in their order. */
export const stepList: z.ZodType<Step[]> = z.lazy(() => z.array(step).min(1).max(50));

const step: z.ZodType<Step> = z.discriminatedUnion('kind', [
  ...undoable,
  waitStep,
  approvalStep,
  inputStep,
  playbookStep,
  verifyStep,
  z.strictObject({
    kind: z.literal('condition'),
    ...common,
    when: expression,
    then: stepList,
    else: z.lazy(() => z.array(step).max(50)).default([]),
  }),
  z.strictObject({ kind: z.literal('parallel'), ...common, branches: z.array(stepList).min(2).max(10) }),
  z.strictObject({
    kind: z.literal('forEach'),
    ...common,
    items: expression,
    atOnce: z.int().min(1).max(50).default(5),
    most: z.int().min(1).max(1_000).default(100),
    steps: stepList,
  }),
]);

/** A value that a run is started with. */
export const playbookParameter = z.strictObject({
  type: z.enum(['string', 'number', 'boolean']),
  description: z.string().max(500).optional(),
  required: z.boolean().default(false),
  default: z.union([z.string().max(4_000), z.number(), z.boolean()]).optional(),
  options: z
    .array(z.union([z.string(), z.number()]))
    .min(1)
    .max(100)
    .optional(),
});

/** What keeps a playbook from doing too much. */
export const playbookPolicies = z.strictObject({
  /** Runs at once: of the playbook, or of it for each resource. What comes meanwhile waits its turn or is not started. */
  concurrency: z.strictObject({ most: z.int().min(1).max(100), per: z.enum(['playbook', 'resource']), then: z.enum(['wait', 'skip']) }).optional(),
  rate: z.strictObject({ most: z.int().min(1).max(1_000), minutes: z.int().min(1).max(10_080) }).optional(),
  /** No run for the same resource (or incident, where none is known) so long after one has ended. */
  cooldownMinutes: z.int().min(1).max(10_080).optional(),
  /** Times in which nothing is started: days (1 Monday to 7 Sunday), hours `HH:MM`, an IANA time zone. */
  blackouts: z
    .array(
      z.strictObject({
        days: z.array(z.int().min(1).max(7)).min(1),
        from: z.string().regex(/^\d\d:\d\d$/),
        to: z.string().regex(/^\d\d:\d\d$/),
        zone: z.string(),
      }),
    )
    .max(20)
    .default([]),
  /** Most resources that what it touches may reach, itself included (blast radius, by lineage). */
  mostTargets: z.int().min(1).max(10_000).optional(),
  /** Approval before the first step, by the first rule that holds. */
  approvals: z
    .array(
      z.strictObject({
        when: expression,
        count: z.int().min(1).max(10).default(1),
        teams: z.array(reference).max(20).default([]),
        expiresMinutes: z.int().min(1).max(10_080).default(1_440),
      }),
    )
    .max(20)
    .default([]),
});

export const playbookDefinition = z.strictObject({
  name: z.string().trim().min(1).max(100),
  description: z.string().max(4_000).default(''),
  tags: z.array(z.string().trim().min(1).max(50)).max(20).default([]),
  inputs: z.record(z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]{0,39}$/), playbookParameter).default({}),
  /** *Expression* that gives the names of the resources that a run acts on; those of the incident when absent. */
  resources: expression.optional(),
  policies: playbookPolicies.prefault({}),
  timeoutMinutes: z.int().min(1).max(10_080).default(60),
  /** What a person would have needed for it, in minutes: what a success saves. */
  savesMinutes: z.int().min(0).max(10_000).default(0),
  /** Whether a run that fails, its verification included, has its incident told of anew by the escalation chains; an event triggers can follow it is in any case. */
  onFailure: z.enum(['escalate']).optional(),
  steps: stepList,
});
export type PlaybookDefinition = z.infer<typeof playbookDefinition>;
