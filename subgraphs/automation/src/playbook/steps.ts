import { z } from 'zod';

/** Methods that HTTP defines as harmless to repeat (RFC 9110, 9.2.2). */
export const idempotentMethods: readonly string[] = ['GET', 'PUT', 'DELETE'];

/** Headers that the platform sets itself. */
const ownHeaders = ['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'expect', 'idempotency-key'];

const headerName = z
  .string()
  .regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100}$/, 'not a header name')
  .refine((name) => !ownHeaders.includes(name.toLowerCase()), 'set by the platform');

/**
 * One HTTP request. `url`, `body` and header values are Liquid templates over `incident` and `run`; what they print is escaped for its place. The values of
 * headers that carry secrets are taken as they are and stored sealed.
 */
export const httpStep = z.strictObject({
  kind: z.literal('http'),
  name: z.string().trim().min(1).max(100),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  url: z.string().min(1).max(2_000),
  headers: z.record(headerName, z.string().max(4_000)).optional(),
  body: z.string().max(65_536).optional(),
  /** Milliseconds for the whole request. */
  timeoutMs: z.int().min(100).max(30_000).default(10_000),
  /** Statuses that count as success; any 2xx when absent. */
  expectStatus: z.union([z.int().min(100).max(599), z.array(z.int().min(100).max(599)).min(1).max(20)]).optional(),
  /** Declares that repeating a POST or PATCH does no harm, e.g. because its receiver honours `Idempotency-Key`. */
  idempotent: z.boolean().optional(),
});
export type HttpStep = z.infer<typeof httpStep>;

export const step = z.discriminatedUnion('kind', [httpStep]);
export type Step = z.infer<typeof step>;

/** What a playbook does, in order. */
export const steps = z.array(step).min(1).max(20);
