import { composeMessage } from '../message/composeMessage.ts';
import { exampleIncident } from '../openTestNotify.ts';
import { findFault, renderPart } from './renderNotice.ts';
import { templateVariables, type TemplateSubject, valuesFor } from './templateVariables.ts';

const incident = exampleIncident({ labels: { service: 'checkout', 'k8s.io/app': 'cart' } });
const subject: TemplateSubject = {
  ...{ event: 'opened', incident, details: {}, cause: { reason: 'escalation_step', chainName: 'First line', step: 2 } },
  channel: { name: 'Ops', kind: 'slack' },
  builtIn: composeMessage({ event: 'opened', incident, details: {}, language: 'en-US', pageUrl: 'https://g/i/1', answerUrl: null }),
};
const values = valuesFor(subject);

test.each([
  ['{{ incident.title }} on {{ incident.labels.service }}', 'Disk of db-1 is full on checkout'],
  ['{{ incident.labels["k8s.io/app"] }}', 'cart'],
  ['{{ incident.labels.nothing | default: "none" }}', 'none'],
  ['{% if incident.severity == "CRITICAL" %}🔥{% endif %}{{ incident.number }}', '🔥7'],
  ['{{ incident.openedAt | date: "%H:%M" }} UTC', '12:00 UTC'],
  ['{{ cause.chain }}, step {{ cause.step }}: {{ channel.kind }}', 'First line, step 2: slack'],
  ['{{ default.subject }}', '[Triggered] #7 Disk of db-1 is full'],
  ['{% for fact in default.facts %}{{ fact }};{% break %}{% endfor %}', 'Severity: Critical;'],
  ['{% for label in incident.labels %}{{ label[0] }}={{ label[1] }} {% endfor %}', 'service=checkout k8s.io/app=cart'],
  ['<b>{{ incident.title }}</b> & more', '<b>Disk of db-1 is full</b> & more'],
])('%s', (template, text) => {
  expect(findFault(template)).toBeNull();
  expect(renderPart('body', template, values)).toBe(text);
});

test.each([
  ['an end that is missing', '{% if incident.title %}x', /if/],
  ['an unknown filter', '{{ incident.title | shout }}', /shout/],
  ['an unknown variable', '{{ incident.titel }}', /incident\.titel/],
  ['an unknown group', '{{ process.env }}', /process/],
  ['a template that is too long', 'x'.repeat(10_001), /10000/],
])('%s is found before anything is sent', (_, template, message) => {
  expect(findFault(template)).toMatch(message);
});

test.each([
  ['a file', "{% include '/etc/passwd' %}"],
  ['a file, rendered', "{% render '../../package.json' %}"],
  ['a layout', "{% layout 'x' %}"],
  ['a prototype', '{{ incident.constructor.name }}{{ incident.__proto__ }}'],
  ['an endless loop', '{% for i in (1..100000000) %}{{ i }}{% endfor %}'],
  ['loops in loops', '{% for i in (1..3000) %}{% for j in (1..3000) %}x{% endfor %}{% endfor %}'],
  ['an output that is too long', '{% for i in (1..9000) %}x{% endfor %}'],
  ['nothing', '{% if false %}x{% endif %}  '],
])('%s comes to nothing, soon', (_, template) => {
  const start = performance.now();
  expect(() => renderPart('body', template, values)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  expect(performance.now() - start).toBeLessThan(2_000);
});

test('a subject is one line', () => {
  expect(renderPart('subject', 'a\n\n  b {{ incident.number }}', values)).toBe('a b 7');
});

test('each variable of the table holds what its type says', () => {
  const types = { text: 'string', number: 'number', time: 'string', labels: 'object', list: 'object' };
  for (const { path, type, of } of templateVariables) {
    const value = of(subject);
    if (value !== null) expect([path, typeof value]).toEqual([path, types[type]]);
    expect([path, findFault(`{{ ${path} }}`)]).toEqual([path, null]);
  }
});
