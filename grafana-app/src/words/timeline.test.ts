import { loadTranslations } from '../i18n/loadTranslations';
import { describeEntry } from './timeline';

beforeAll(loadTranslations);

const ada = { name: 'Ada' };

describe('describeEntry', () => {
  it.each([
    ['opened', { alertName: 'HighCpu' }, null, 'Incident opened by the alert HighCpu'],
    ['opened', {}, null, 'Incident opened'],
    ['acknowledged', {}, ada, 'Ada acknowledged'],
    ['acknowledged', { via: 'INTEGRATION', integration: 'PagerDuty' }, null, 'Acknowledged through PagerDuty'],
    ['acknowledged', { integration: 'Opsgenie', by: 'Mei' }, null, 'Mei acknowledged through Opsgenie'],
    ['note', { integration: 'Opsgenie', by: 'Mei' }, null, 'Mei noted through Opsgenie'],
    ['resolved', {}, null, 'Resolved: all its alerts ended'],
    ['resolved', {}, ada, 'Ada resolved the incident'],
    ['notified', { channelName: 'pager' }, null, 'Notified through pager'],
    ['alert_joined', { alertName: 'HighCpu', count: 4 }, null, 'The alert HighCpu joined, and 3 more'],
    ['resolved', { reason: 'resolved_by_caller', via: 'API_KEY' }, null, 'Resolved through the API'],
    ['notify_failed', { channelName: 'pager', outcome: 'http_5xx' }, null, 'Notifying through pager failed: http 5xx'],
    ['notify_cancelled', { channelName: 'pager' }, null, 'Notifying through pager was not needed any more'],
    [
      'run_failed',
      { playbookName: 'Restart', outcome: 'timeout' },
      null,
      'The playbook Restart failed: no answer in time',
    ],
    [
      'run_not_started',
      { triggerName: 'OOM', reason: 'not_matched' },
      null,
      'The trigger OOM started nothing: a matcher does not hold',
    ],
    ['insight', { verdict: 'NOT_ENOUGH_EVIDENCE' }, null, 'Analysed: not enough evidence to name a suspect'],
    [
      'insight',
      { verdict: 'SUSPECTS_RANKED', suspects: [{ label: 'db-7' }] },
      null,
      'Analysed: db-7 is the likeliest cause',
    ],
  ])('words %s with %j', (kind, facts, actor, words) => {
    expect(describeEntry({ kind, facts, actor }).text).toBe(words);
  });

  it('keeps what a person wrote beside the words', () => {
    expect(describeEntry({ kind: 'note', facts: {}, actor: ada, text: 'looking' })).toMatchObject({
      text: 'Ada noted',
      quote: 'looking',
    });
  });

  it('names an unknown kind as it is and offers its facts', () => {
    expect(describeEntry({ kind: 'escalated_to', facts: { step: 2 } })).toMatchObject({
      text: 'escalated to',
      complete: false,
    });
  });

  it('does not stumble over facts of another shape', () => {
    expect(describeEntry({ kind: 'notified', facts: ['odd'] }).text).toBe('Notified');
  });
});
