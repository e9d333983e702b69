import { type Summarised, summarise, widen } from './summarise.ts';

const alert = (name: string, summary = '', labels: Record<string, string> = {}, severity: Summarised['severity'] = 'MEDIUM'): Summarised => ({
  name,
  severity,
  labels: { alertname: name, ...labels },
  annotations: summary ? { summary } : {},
});

test('one alert speaks for itself', () => {
  expect(summarise([alert('Up', 'Target is down', { job: 'api' }, 'HIGH')])).toEqual({
    title: 'Up: Target is down',
    severity: 'HIGH',
    labels: { alertname: 'Up', job: 'api' },
  });
  expect(summarise([alert('Up')]).title).toBe('Up');
});

test('several keep what they share', () => {
  const summary = summarise([alert('Up', 'Down', { job: 'api', pod: 'a' }, 'LOW'), alert('Up', 'Down', { job: 'api', pod: 'b' }, 'CRITICAL')]);
  expect(summary).toEqual({ title: 'Up: Down', severity: 'CRITICAL', labels: { alertname: 'Up', job: 'api' } });
});

test('a title widens from the sentence to the name to others, and never back', () => {
  const titles = [
    alert('Up', 'a is down'),
    alert('Up', 'b is down'),
    alert('Up', 'a is down'),
    alert('Disk', 'full'),
    alert('Up', 'a is down'),
  ].reduce<string[]>((titles, _, at, alerts) => [...titles, summarise([alerts[0] as Summarised, ...alerts.slice(1, at + 1)]).title], []);
  expect(titles).toEqual(['Up: a is down', 'Up', 'Up', 'Up and others', 'Up and others']);
});

test('severity rises and stays', () => {
  const raised = widen(summarise([alert('Up', '', {}, 'LOW')]), alert('Up', '', {}, 'CRITICAL'));
  expect(widen(raised, alert('Up', '', {}, 'INFO')).severity).toBe('CRITICAL');
});
