import { z } from 'zod';
import { issuerName } from '../person/issuerName.ts';

/**
 * A Grafana organisation as its tokens name it. `issuer` is Grafana's root_url without the final slash: Grafana signs with one, people
 * configure it with or without. `jwksUrl` is where this Grafana publishes its signing keys, by default below the root_url; it differs
 * where we reach Grafana by another name than browsers do.
 */
export const grafanaAddress = z
  .object({
    issuer: z.url({ protocol: /^https?$/ }).transform(issuerName),
    org: z.string().regex(/^\d{1,18}$/),
    jwksUrl: z.url({ protocol: /^https?$/ }).optional(),
  })
  .transform(({ jwksUrl, ...address }) => ({ ...address, jwksUrl: jwksUrl ?? `${address.issuer}/api/signing-keys/keys` }));

export type GrafanaAddress = z.input<typeof grafanaAddress>;
