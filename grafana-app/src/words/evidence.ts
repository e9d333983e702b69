import type { IconName } from '@grafana/data';
import { t } from '@grafana/i18n';
import { readable } from './outcomes';

/** What a kind of evidence is called, and whether it is something found or something missing. */
export function evidenceLook(kind: string): { text: string; icon: IconName; missing: boolean } {
  const known = kinds[kind];
  return known === undefined
    ? { text: readable(kind), icon: 'info-circle', missing: false }
    : { text: known.words(), icon: known.icon, missing: known.missing ?? false };
}

const kinds: Record<string, { icon: IconName; missing?: boolean; words: () => string }> = {
  fired_first: { icon: 'clock-nine', words: () => t('evidence.firedFirst', 'Fired first') },
  shared_by_alerts: { icon: 'share-alt', words: () => t('evidence.shared', 'Shared by the alerts') },
  upstream_of: { icon: 'arrow-up', words: () => t('evidence.upstream', 'Upstream of the others') },
  recent_change: { icon: 'history', words: () => t('evidence.change', 'Changed recently') },
  missing_lineage: { icon: 'question-circle', missing: true, words: () => t('evidence.missingLineage', 'No lineage') },
  single_alert: { icon: 'question-circle', missing: true, words: () => t('evidence.singleAlert', 'A single alert') },
};
