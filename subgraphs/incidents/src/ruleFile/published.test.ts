import { root } from '#run/root';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { metricsOf } from '#graph/promql/metricsOf';
import { readRuleFile } from './readRuleFile.ts';

/**
 * Every rule of awesome-prometheus-alerts (CC BY 4.0, not part of this repository), put into rule files as its site does: a file an exporter.
 * TEST_DATA names the folder that holds them.
 */
const corpus = join(process.env['TEST_DATA'] ?? join(root, '..', 'shared', 'data'), 'rules', 'awesome-prometheus-alerts', 'rules.yml');

type Published = { name: string; description: string; query: string; severity: string; for?: string };
type Corpus = { groups: { name: string; services: { name: string; exporters: { name?: string; slug: string; rules?: Published[] | null }[] }[] }[] };

function files(): { file: string; content: string; count: number }[] {
  const { groups } = parse(readFileSync(corpus, 'utf8')) as Corpus;
  return groups.flatMap(({ services }) =>
    services.flatMap(({ name: service, exporters }) =>
      exporters.map(({ slug, rules }) => ({
        file: `${service}/${slug}.yml`,
        count: rules?.length ?? 0,
        content: stringify({
          groups: [
            {
              name: slug,
              rules: rules?.map(({ name, description, query, severity, ...rule }) => ({
                alert: name,
                expr: query,
                ...(rule.for !== undefined && { for: rule.for }),
                labels: { severity },
                annotations: { summary: `${name} ({{ $labels.instance }})`, description },
              })),
            },
          ],
        }),
      })),
    ),
  );
}

const suite = existsSync(corpus) ? describe : describe.skip;
suite(`published rules [${corpus}]`, () => {
  test('every alert is read and its expression understood', () => {
    const given = files();
    const read = given.map(({ file, content }) => readRuleFile(content, file));
    const rules = read.flatMap((each) => each.rules);
    const metrics = new Set(rules.flatMap(({ query }) => metricsOf(query).metrics));
    const count = given.reduce((sum, each) => sum + each.count, 0);
    console.info(`${count} rules in ${given.length} files: ${rules.length} read, ${metrics.size} metrics`);
    expect(read.flatMap(({ findings }) => findings)).toEqual([]);
    expect(rules).toHaveLength(count);
    expect(rules.filter(({ query }) => metricsOf(query).reason === 'broken_promql')).toEqual([]);
  });
});
