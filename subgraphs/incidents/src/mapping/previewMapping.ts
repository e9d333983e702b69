import { type Caller, requirePermission } from '#kit/caller';
import type { Clock } from '#kit/clock';
import { AppError } from '#kit/errors';
import type { IntegrationSource } from '#prisma/generated/client';
import { alertName } from '../ingest/alertName.ts';
import { parseJson } from '../ingest/intake.ts';
import type { SourceAlert } from '../ingest/receivedAlert.ts';
import { severity } from '../ingest/severity.ts';
import { applyMapping } from '../ingest/sources/generic/applyMapping.ts';
import { compileMapping } from '../ingest/sources/generic/compileMapping.ts';
import { usualMapping } from '../ingest/sources/generic/mapping.ts';
import { mappingOf } from '../ingest/sources/generic/readGeneric.ts';
import { readSettings } from '../integration/sourceSettings.ts';
import type { MappedAlertType, MappingPreviewType } from './mapping.type.ts';

/** Longest body that is tried, in UTF-16 units, and most problems that are told. */
const longestBody = 262_144;
const mostProblems = 100;

/** Tries the mapping of some settings on a pasted body; nothing is stored. BAD_USER_INPUT for settings that would not be kept, MALFORMED_BODY for what is no JSON. */
export function previewMapping(clock: Clock, caller: Caller, source: IntegrationSource, settings: unknown, body: string): MappingPreviewType {
  requirePermission(caller, 'integrations:manage');
  if (body.length > longestBody) throw new AppError('BAD_USER_INPUT', `The body has ${body.length} characters; ${longestBody} is the most.`);
  const mapping = mappingOf(readSettings(source, settings));
  const { alerts, problems } = applyMapping(compileMapping(mapping), parseJson(body), clock.now());
  return { alerts: alerts.map(describe), problems: problems.slice(0, mostProblems), mapping: { ...usualMapping, ...mapping } };
}

function describe({ generatorUrl, key, severity: spoken, ...alert }: SourceAlert): MappedAlertType {
  const { labels, annotations } = alert;
  return { ...alert, name: alertName(labels, annotations), severity: spoken ?? severity(labels), key: key ?? null, link: generatorUrl };
}
