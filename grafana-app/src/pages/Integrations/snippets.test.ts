import { integrationSources } from '../../words/integrations';
import { snippetsOf } from './snippets';

const url = 'https://sre.example.com/ingest/x/sre_int_t';
const issued = (source: (typeof integrationSources)[number]) => ({
  source,
  token: 'sre_int_t',
  addresses: [{ purpose: 'ALERTS' as const, url, token: 'ADDRESS' as const }],
});

it.each(integrationSources.filter((source) => source !== 'HEARTBEAT' && source !== 'EMAIL'))(
  'for %s carries the token',
  (source) => {
    const texts = snippetsOf(issued(source)).map(({ text }) => text);
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.join()).toContain('sre_int_t');
  }
);

it('tells Prometheus the host and the path apart', () => {
  const [first] = snippetsOf(issued('PROMETHEUS'));
  expect(first?.text).toContain("targets: ['sre.example.com']");
  expect(first?.text).toContain('path_prefix: /ingest/x/sre_int_t');
});

it('adds a beat where one is expected', () => {
  const addresses = [{ purpose: 'HEARTBEAT' as const, url: 'https://h/ingest/heartbeat/t', token: 'ADDRESS' as const }];
  expect(snippetsOf({ source: 'HEARTBEAT', token: 't', addresses })[0]?.text).toContain('https://h/ingest/heartbeat/t');
});
