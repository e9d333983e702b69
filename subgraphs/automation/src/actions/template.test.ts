import { checkTemplate, type Place, renderTemplate } from './template.ts';

const variables = { incident: { title: 'a "b"\nc', number: 7, labels: { instance: 'db-1:9100', path: '../admin?x=1&y', odd: 'é\r\nx: y' } } };

test.each<[Place, string, string]>([
  ['json', '{"text":"{{ incident.title }}","number":{{ incident.number }}}', '{"text":"a \\"b\\"\\nc","number":7}'],
  ['json', '{"labels":{{ incident.labels | json }}}', '{"labels":{"instance":"db-1:9100","path":"../admin?x=1&y","odd":"é\\r\\nx: y"}}'],
  ['url', 'https://example.com/{{ incident.labels.path }}', 'https://example.com/..%2Fadmin%3Fx%3D1%26y'],
  ['url', 'http://{{ incident.labels.instance | raw }}/restart', 'http://db-1:9100/restart'],
  ['form', 'text={{ incident.title }}', 'text=a%20%22b%22%0Ac'],
  ['text', '{{ incident.title }}', 'a "b"\nc'],
  ['header', '{{ incident.labels.odd }}', ' x: y'],
  ['text', '{{ incident.labels.team | default: "nobody" }}', 'nobody'],
  ['text', '{% if incident.number > 5 %}late{% endif %}', 'late'],
])('in %s: %s', (place, template, rendered) => {
  expect(renderTemplate(template, place, variables)).toBe(rendered);
});

test.each([
  ['a name that is not there', '{{ incident.nothing }}'],
  ['an inherited property', '{{ incident.constructor }}'],
  ['an unknown filter', '{{ incident.title | shell }}'],
  ['broken syntax', '{{ incident.title'],
  ['a file', '{% include "/etc/passwd" %}'],
  ['endless work', '{% for i in (1..100000000) %}{{ i }}{% endfor %}'],
])('%s is an error, not a gap', (_, template) => {
  expect(() => renderTemplate(template, 'text', variables)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
});

test('what can be told without values is told early', () => {
  expect(() => checkTemplate('{{ incident.nothing }}', 'json')).not.toThrow();
  expect(() => checkTemplate('{{ incident.title | shell }}', 'json')).toThrow(/shell/);
});
