import type { IconName } from '@grafana/data';
import { t } from '@grafana/i18n';
import { asRecord } from '../api/errors';
import { language } from '../api/language';
import { formatSpan } from '../time/formatSpan';
import { readable } from './outcomes';
import { plain } from './plain';

/** One piece of evidence as the platform gives it; `text` is English. */
export interface Evidence {
  kind: string;
  text: string;
  facts: unknown;
}

/** Evidence in words: what its kind is called, the sentence, and whether it is something found or something missing. */
export interface EvidenceWords {
  title: string;
  sentence: string;
  icon: IconName;
  missing: boolean;
}

/** Words evidence from its facts. A kind this version does not know keeps the platform's own English sentence. */
export function describeEvidence({ kind, text, facts }: Evidence): EvidenceWords {
  const known = kinds[kind];
  return known === undefined
    ? { title: readable(kind), sentence: text, icon: 'info-circle', missing: false }
    : {
        title: known.title(),
        sentence: known.sentence(asRecord(facts)) ?? text,
        icon: known.icon,
        missing: known.missing ?? false,
      };
}

type Facts = Record<string, unknown>;

interface Kind {
  icon: IconName;
  missing?: boolean;
  title(): string;
  /** Undefined when the facts do not have the shape that the sentence needs. */
  sentence(facts: Facts): string | undefined;
}

const isNumber = (value: unknown): value is number => typeof value === 'number';

const kinds: Record<string, Kind> = {
  fired_first: {
    icon: 'clock-nine',
    title: () => t('evidence.firedFirst.title', 'Fired first'),
    sentence: ({ leadMs }) =>
      isNumber(leadMs)
        ? t('evidence.firedFirst.sentence', 'Alerts about it began {{span}} before the others.', {
            ...plain,
            span: formatSpan(leadMs, language()),
          })
        : undefined,
  },
  shared_by_alerts: {
    icon: 'share-alt',
    title: () => t('evidence.shared.title', 'Shared by the alerts'),
    sentence: ({ alerts, of }) =>
      isNumber(alerts) && isNumber(of)
        ? t('evidence.shared.sentence', '{{alerts}} of {{all}} alerts are about it or what depends on it.', {
            ...plain,
            alerts,
            all: of,
          })
        : undefined,
  },
  upstream_of: {
    icon: 'arrow-up',
    title: () => t('evidence.upstream.title', 'Upstream of the others'),
    sentence: ({ labels }) =>
      Array.isArray(labels)
        ? t('evidence.upstream.sentence', 'Others with alerts depend on it: {{names}}.', {
            ...plain,
            names: labels.join(', '),
          })
        : undefined,
  },
  single_alert: {
    icon: 'question-circle',
    missing: true,
    title: () => t('evidence.single.title', 'A single alert'),
    sentence: () => t('evidence.single.sentence', 'There is nothing to compare it with.'),
  },
  missing_lineage: {
    icon: 'question-circle',
    missing: true,
    title: () => t('evidence.noLineage.title', 'No lineage'),
    sentence: ({ alerts, of }) =>
      isNumber(alerts) && isNumber(of)
        ? t('evidence.noLineage.sentence', '{{alerts}} of {{all}} alerts name no resource.', {
            ...plain,
            alerts,
            all: of,
          })
        : t('evidence.noLineage.none', 'No alert of the incident is in the lineage yet.'),
  },
  truncated_lineage: {
    icon: 'exclamation-triangle',
    missing: true,
    title: () => t('evidence.truncated.title', 'Lineage not complete'),
    sentence: () => t('evidence.truncated.sentence', 'It is larger than what was looked at; the nearest part was.'),
  },
  tied_candidates: {
    icon: 'question-circle',
    missing: true,
    title: () => t('evidence.tied.title', 'No difference'),
    sentence: ({ candidates }) =>
      isNumber(candidates)
        ? t('evidence.tied.sentence', '{{candidates}} candidates are equally likely.', { ...plain, candidates })
        : undefined,
  },
};
