import { t } from '@grafana/i18n';
import { asRecord } from '../api/errors';
import { language } from '../api/language';
import { branchesOf, type Step } from '../playbook/definition';
import { formatSpan } from '../time/formatSpan';
import { plain } from './plain';

/** What a step does with what, in one line; empty while that is not said yet. */
export function stepSummary(step: Step): string {
  const said = (field: string) => (typeof step[field] === 'string' ? String(step[field]).trim() : '');
  switch (step.kind) {
    case 'http':
      return said('url') && `${said('method')} ${said('url')}`;
    case 'script':
      return said('script');
    case 'ssh':
      return [said('host'), firstLine(said('command'))].filter(Boolean).join(': ');
    case 'kubernetes':
      return [said('action'), [said('resource'), said('objectName')].filter(Boolean).join('/')]
        .filter(Boolean)
        .join(' ');
    case 'n8n':
      return said('workflow');
    case 'notify':
      return (Array.isArray(step.to) ? step.to : [])
        .map((to) => String(asRecord(to).name ?? ''))
        .filter(Boolean)
        .join(', ');
    case 'silence':
      return said('matchers');
    case 'grafanaAnnotation':
      return firstLine(said('text'));
    case 'wait':
      return typeof step.seconds === 'number' ? formatSpan(step.seconds * 1000, language()) : '';
    case 'condition':
      return said('when');
    case 'forEach':
      return said('items');
    case 'parallel':
      return t('step.summary.branches', '{{count}} branches', {
        count: branchesOf(step).length,
        defaultValue_one: '{{count}} branch',
        defaultValue_other: '{{count}} branches',
      });
    case 'verify': {
      const check = asRecord(step.check);
      return String((check.by === 'http' ? check.url : check.query) ?? '');
    }
    case 'approval':
      return typeof step.count === 'number' && step.count > 1
        ? t('step.summary.approvals', 'by {{count}} people', { ...plain, count: step.count })
        : firstLine(said('message'));
    case 'input':
      return firstLine(said('message'));
    case 'playbook':
      return said('playbook');
    default:
      return '';
  }
}

const firstLine = (text: string) => text.split('\n')[0] ?? '';
