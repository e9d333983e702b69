import { describeWith } from './describeWith.ts';
import { type Prometheus, startPrometheus } from './prometheus.ts';

const config = 'global: { scrape_interval: 1s, evaluation_interval: 1s }\nrule_files: [rules.yml]\n';
const rules = (name: string): Record<string, string> => ({
  'rules.yml': `groups: [{ name: g, rules: [{ alert: ${name}, expr: 'vector(1)', labels: { severity: critical } }] }]\n`,
});

async function alertNames(server: Prometheus): Promise<string[]> {
  const response = await fetch(`${server.url}/api/v1/rules`);
  const body = (await response.json()) as { data: { groups: { rules: { name: string }[] }[] } };
  return body.data.groups.flatMap((group) => group.rules.map((rule) => rule.name));
}

describeWith(['prometheus'], 'Prometheus', () => {
  test('evaluates rules, reads new ones, refuses broken ones with its own words', async () => {
    const server = await startPrometheus({ config, files: rules('First') });
    try {
      expect(await alertNames(server)).toEqual(['First']);
      await server.reload({ config, files: rules('Second') });
      expect(await alertNames(server)).toEqual(['Second']);
      await expect(server.reload({ config: 'no: such setting\n' })).rejects.toThrow('field no not found');
    } finally {
      await server.stop();
    }
    await expect(fetch(server.url)).rejects.toThrow();
  });

  test('a configuration that it cannot start with is shown in its own words', async () => {
    await expect(startPrometheus({ config: 'no: such setting\n' })).rejects.toThrow('field no not found');
  });
});
