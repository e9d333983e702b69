import { loadTranslations } from '../i18n/loadTranslations';
import { describeEntry } from './timeline';

beforeAll(loadTranslations);

const ada = { name: 'Ada' };

describe('describeEntry', () => {
  it.each([
    ['opened', { alertName: 'HighCpu' }, null, 'Incident opened by the alert HighCpu'],
    ['opened', {}, null, 'Incident opened'],
    ['acknowledged', {}, ada, 'Ada acknowledged'],
    ['resolved', {}, null, 'Resolved: all its alerts ended'],
    ['resolved', {}, ada, 'Ada resolved the incident'],
    ['notified', { channelName: 'pager' }, null, 'Notified through pager'],
    ['notify_failed', { channelName: 'pager', outcome: 'http_503' }, null, 'Notifying through pager failed: http 503'],
    ['run_failed', { playbookName: 'Restart', outcome: 'timed_out' }, null, 'The playbook Restart failed: timed out'],
    ['run_not_started', { triggerName: 'OOM', decision: { reason: 'no_match' } }, null, 'The trigger OOM started nothing: no match'],
    ['insight', { verdict: 'NOT_ENOUGH_EVIDENCE' }, null, 'Analysed: not enough evidence to name a suspect'],
    ['insight', { verdict: 'SUSPECTS_RANKED', summary: 'db-7 fired first' }, null, 'Analysed: db-7 fired first'],
  ])('words %s with %j', (kind, facts, actor, words) => {
    expect(describeEntry({ kind, facts, actor }).text).toBe(words);
  });

  it('keeps what a person wrote beside the words', () => {
    expect(describeEntry({ kind: 'note', facts: {}, actor: ada, text: 'looking' })).toMatchObject({ text: 'Ada noted', quote: 'looking' });
  });

  it('names an unknown kind as it is and offers its facts', () => {
    expect(describeEntry({ kind: 'escalated_to', facts: { step: 2 } })).toMatchObject({ text: 'escalated to', complete: false });
  });

  it('does not stumble over facts of another shape', () => {
    expect(describeEntry({ kind: 'notified', facts: ['odd'] }).text).toBe('Notified');
  });
});
