import { z } from 'zod';

/** The only place that reads the environment. Every problem is listed at once. */

const url = (protocols: RegExp) => z.url({ protocol: protocols });
const key = z
  .base64url()
  .transform((text) => new Uint8Array(Buffer.from(text, 'base64url')))
  .refine((bytes) => bytes.length === 32, 'must be 32 bytes in base64url');
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const networks = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

const variables = {
  /** The application's connection: a role that is neither owner nor superuser. Absent: the embedded PostgreSQL. */
  DATABASE_URL: url(/^postgres(ql)?$/).optional(),
  /** The owner's connection: migrations only. */
  DATABASE_OWNER_URL: url(/^postgres(ql)?$/).optional(),
  /** Live signals over Redis. Absent: within this process. */
  REDIS_URL: url(/^rediss?$/).optional(),
  /** Lineage queries from Neo4j. Absent: PostgreSQL answers them. */
  NEO4J_URI: url(/^(bolt|neo4j)(\+s|\+ssc)?$/).optional(),
  NEO4J_USER: z.string().default('neo4j'),
  NEO4J_PASSWORD: z.string().default(''),
  NEO4J_DATABASE: z.string().default('neo4j'),
  /** Accepts bearer tokens of this OpenID Connect issuer. */
  OIDC_ISSUER: url(/^https?$/).optional(),
  OIDC_AUDIENCE: z.string().optional(),
  /** Name of the claim whose value is the tenant's slug, for people not seen before. Absent: such people are refused. */
  OIDC_TENANT_CLAIM: z.string().optional(),
  /** Signs the caller between gateway and subgraphs; 32 bytes in base64url. */
  CALLER_KEY: key.optional(),
  /** Seals stored secrets; 32 bytes in base64url. */
  SECRET_KEY: key.optional(),
  /** The SECRET_KEY before, while it is being replaced: opens what it sealed and seals nothing. The worker seals all of it anew when it starts. */
  SECRET_KEY_PREVIOUS: key.optional(),
  /** Where the outside reaches this installation; named in notices. */
  PUBLIC_URL: url(/^https?$/).optional(),
  /** Special-purpose networks that notices and playbooks may reach, e.g. `10.0.0.0/8,192.168.1.0/24`. */
  ALLOWED_NETWORKS: networks.default([]),
  /** Hears by POST every minute that the auditor of notices went through: for a dead man's switch outside. Absent: nobody does. */
  AUDIT_HEARTBEAT_URL: url(/^https?$/).optional(),
  /** Folder into which the managed alert rules are written, a file a tenant, for a Prometheus that reads it. Absent: none. */
  RULES_DIR: z.string().optional(),
  /** Keeps files (attachments) in this bucket of an S3 server. Absent: in a folder below DATA_DIR. */
  S3_BUCKET: z.string().optional(),
  /** Address of the S3 server. Absent: Amazon's own, by the region. */
  S3_ENDPOINT: url(/^https?$/).optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().default(''),
  S3_SECRET_ACCESS_KEY: z.string().default(''),
  /** The bucket stands in the path and not in the host's name; Amazon's own wants `false`. */
  S3_PATH_STYLE: flag.default(true),
  /** Largest attachment, in megabytes of 1,048,576 bytes. */
  ATTACHMENT_MAX_MB: z.coerce.number().int().min(1).max(1_000).default(25),
  /** Address that servers listen on. */
  HOST: z.string().default('127.0.0.1'),
  PAGE_PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  GATEWAY_PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  /** Port of a subgraph or worker process. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(4001),
  /** Takes in alerts by mail on this port. Absent: no mail is taken. */
  SMTP_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  /** Files of the certificate chain and of its private key, PEM: senders of mail may encrypt (STARTTLS). Read when the process starts. Absent: plain SMTP. */
  SMTP_TLS_CERT: z.string().optional(),
  SMTP_TLS_KEY: z.string().optional(),
  /** Addresses of the subgraphs, for the gateway process: `incidents=http://…,resources=http://…`. */
  SUBGRAPHS: z.string().optional(),
  /** What the embedded form sets up in an empty database instead of its demo tenant; see run/setup/setupFile.ts. */
  SETUP_FILE: z.string().optional(),
  DATA_DIR: z.string().default('.data'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
  /** What the platform's own runners show for their token, the same in the process of the automation subgraph and in theirs; at least 32 characters. Absent: it has none. */
  RUNNER_KEY: z.string().min(32).optional(),
  /** For a runner: the platform's address. */
  RUNNER_URL: url(/^https?$/).optional(),
  /** For a runner: its token (or RUNNER_KEY), itself or in a file. */
  RUNNER_TOKEN: z.string().optional(),
  RUNNER_TOKEN_FILE: z.string().optional(),
  /** For a runner: the folder for what is not delivered yet. Absent: `runner` below DATA_DIR. */
  RUNNER_DIR: z.string().optional(),
  /** For a runner: jobs at once. */
  RUNNER_SLOTS: z.coerce.number().int().min(1).max(200).default(4),
  /** For a runner that is root: number of the first of the users that jobs run as, one for each slot. */
  RUNNER_FIRST_UID: z.coerce.number().int().min(1_000).max(2_000_000_000).default(64_100),
  /** For a runner: what a script may use at most, and what it gets that says nothing; see run/runner/readBounds.ts. */
  RUNNER_MEMORY_MIB: z.coerce.number().int().min(16).default(1_024),
  RUNNER_MOST_MEMORY_MIB: z.coerce.number().int().min(16).default(8_192),
  RUNNER_CPU_SECONDS: z.coerce.number().int().min(1).default(3_600),
  RUNNER_MOST_CPU_SECONDS: z.coerce.number().int().min(1).default(86_400),
  RUNNER_OPEN_FILES: z.coerce.number().int().min(16).default(1_024),
  RUNNER_MOST_OPEN_FILES: z.coerce.number().int().min(16).default(4_096),
  RUNNER_PROCESSES: z.coerce.number().int().min(1).default(256),
  RUNNER_MOST_PROCESSES: z.coerce.number().int().min(1).default(1_024),
  RUNNER_FILE_MIB: z.coerce.number().int().min(1).default(1_024),
  RUNNER_MOST_FILE_MIB: z.coerce.number().int().min(1).default(10_240),
  /** For a runner: seconds that jobs in hand may go on when it is stopped, before they are killed. */
  RUNNER_DRAIN_SECONDS: z.coerce.number().int().min(0).max(86_400).default(0),
  /** Trusted documents only, no introspection, no suggestions. */
  PRODUCTION: flag.default(false),
};

const shape = z.object(variables);

export type Config = z.infer<typeof shape>;

/** Reads and checks the environment; throws one error that lists every problem. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const present = Object.fromEntries(Object.keys(variables).flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
  const parsed = shape.safeParse(present);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems.join('\n')}`);
}

/** Those variables that a process cannot do without; throws one error that lists what is missing. */
export function requireConfig<Name extends keyof Config>(config: Config, ...names: Name[]): Config & { [N in Name]: NonNullable<Config[N]> } {
  const missing = names.filter((name) => config[name] === undefined);
  if (missing.length > 0) throw new Error(`This process needs ${missing.join(', ')} in its environment.`);
  return config as Config & { [N in Name]: NonNullable<Config[N]> };
}
