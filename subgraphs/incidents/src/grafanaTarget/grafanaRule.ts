import { z } from 'zod';
import { readDuration } from '../ruleFile/readDuration.ts';

const labels = z.record(z.string(), z.string()).nullish();
const duration = z.string().nullish();

/** A rule as `GET /api/v1/provisioning/alert-rules` tells it, as far as it is compared. */
const shape = z.object({
  uid: z.string(),
  title: z.string(),
  folderUID: z.string(),
  ruleGroup: z.string(),
  for: duration,
  keep_firing_for: duration,
  labels,
  annotations: labels,
  isPaused: z.boolean().nullish(),
  data: z
    .array(z.object({ refId: z.string(), datasourceUid: z.string().nullish(), model: z.looseObject({ expr: z.string().nullish() }).nullish() }))
    .nullish(),
});

/** A rule that Grafana has, in the words in which ours are compared with it. */
export type GrafanaRule = {
  uid: string;
  name: string;
  folderUid: string;
  group: string;
  query: string | null;
  datasourceUid: string | null;
  forS: number | null;
  keepFiringForS: number | null;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  isPaused: boolean;
};

/** Every rule of an answer that has the known form; others are not ours. */
export function readGrafanaRules(answer: unknown): GrafanaRule[] | null {
  if (!Array.isArray(answer)) return null;
  return answer.flatMap((each) => {
    const parsed = shape.safeParse(each);
    return parsed.success ? [grafanaRule(parsed.data)] : [];
  });
}

function grafanaRule({ uid, title, folderUID, ruleGroup, data, ...rule }: z.infer<typeof shape>): GrafanaRule {
  const query = data?.find(({ model }) => typeof model?.expr === 'string');
  return {
    ...{ uid, name: title, folderUid: folderUID, group: ruleGroup, query: query?.model?.expr ?? null, datasourceUid: query?.datasourceUid ?? null },
    ...{ forS: secondsOf(rule.for), keepFiringForS: secondsOf(rule.keep_firing_for) },
    ...{ labels: rule.labels ?? {}, annotations: rule.annotations ?? {}, isPaused: rule.isPaused ?? false },
  };
}

/** Grafana writes `5m`, Go's `5m0s`, or nothing for none; null for what cannot be read. */
function secondsOf(text: string | null | undefined): number | null {
  return text == null || text === '' ? 0 : readDuration(text);
}
