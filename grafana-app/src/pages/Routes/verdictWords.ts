import { t } from '@grafana/i18n';
import { asRecord } from '../../api/errors';
import { plain } from '../../words/plain';
import type { Verdict } from './RouteRow';

/** Why a node did or did not match, for people. */
export function verdictWords({ decision }: Verdict, takes: 'incident' | 'also' | undefined): string {
  const facts = asRecord(decision.facts);
  switch (decision.reason) {
    case 'took_alert':
      return takes === 'also'
        ? t('routes.verdict.also', 'Also matched, and goes on')
        : t('routes.verdict.took', 'Makes the incident');
    case 'passed_down':
      return t('routes.verdict.passed', 'Matched; a route below takes it');
    case 'matcher_did_not_hold':
      return facts['actual'] === ''
        ? t('routes.verdict.missing', 'The alert has no label {{label}}', { ...plain, label: String(facts['label']) })
        : t('routes.verdict.actual', 'The alert has {{label}}="{{actual}}"', {
            ...plain,
            label: String(facts['label']),
            actual: String(facts['actual']),
          });
    case 'sibling_took_alert':
      return t('routes.verdict.sibling', 'Not reached: {{sibling}} took it', {
        ...plain,
        sibling: String(facts['sibling']),
      });
    case 'parent_did_not_match':
      return t('routes.verdict.parent', 'Not reached');
    default:
      return decision.reason;
  }
}
