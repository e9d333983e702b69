import { fillTemplate } from './fillTemplate.ts';

const settings = {
  enabled: true,
  pinned: true,
  jsonData: { gatewayUrl: 'http://gateway:4000', limit: 5 },
  secureJsonData: { connectionSecret: 's3cret' },
};

describe('fillTemplate', () => {
  it.each([
    ['{{ .JsonData.gatewayUrl }}/graphql', 'http://gateway:4000/graphql'],
    ['{{.JsonData.gatewayUrl}}', 'http://gateway:4000'],
    ['{{- .SecureJsonData.connectionSecret -}}', 's3cret'],
    ['{{ .JsonData.limit }}', '5'],
    ['{{ .JsonData.missing }}/graphql', '<no value>/graphql'],
    ['Bearer {{ .SecureJsonData.missing }}', 'Bearer '],
    ['plain', 'plain'],
  ])('%j becomes %j', (template, filled) => {
    expect(fillTemplate(template, settings)).toBe(filled);
  });
});
