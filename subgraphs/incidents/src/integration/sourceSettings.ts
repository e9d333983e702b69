import type { IntegrationSource, Prisma } from '#prisma/generated/client';
import { z } from 'zod';
import { mappedSettings } from '../ingest/sources/generic/mapping.ts';
import { cloudEventSettings } from '../ingest/sources/cloudevents/settings.ts';
import { readInput } from './integrationShape.ts';

const none = z.strictObject({});

/** What each source's integrations can be told beyond what all have; each shape stands beside its source. */
const shapes: Record<IntegrationSource, z.ZodType<object>> = {
  /** A mapping reads what is not its webhook, for those who template their payload. */
  ALERTMANAGER: mappedSettings,
  PROMETHEUS: none,
  GRAFANA: none,
  PAGERDUTY: none,
  OPSGENIE: none,
  ONCALL: none,
  CLOUDEVENTS: cloudEventSettings,
  OPENLINEAGE: none,
  GENERIC: mappedSettings,
  HEARTBEAT: none,
  EMAIL: none,
};

/** Settings as their source takes them. BAD_USER_INPUT names what it does not know or cannot use. */
export function readSettings(source: IntegrationSource, settings: unknown): Prisma.InputJsonObject {
  return readInput(shapes[source], settings ?? {});
}
