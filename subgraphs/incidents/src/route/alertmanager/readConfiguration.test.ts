import { readConfiguration } from './readConfiguration.ts';
import { readDuration } from './readDuration.ts';

const file = `global:
  smtp_smarthost: localhost:25
templates: ['*.tmpl']
route:
  receiver: everybody
  group_by: [alertname, cluster]
  group_wait: 10s
  repeat_interval: 90d
  routes:
    - receiver: db-pager
      matchers: [ team="db", severity=~"critical|page" ]
      continue: true
      group_by: []
      mute_time_intervals: [weekend]
    - receiver: db-pager
      match: { team: db, shift: 2 }
      match_re:
        env: prod.*
      group_wait: soon
      colour: red
      routes:
        - match: { a: b }
        - match_re: { a: '(?=b)' }
    - receiver: nobody
      group_by: ['...']
receivers:
  - name: everybody
  - name: db-pager
    slack_configs: [{ channel: '#db' }]
    webhook_configs: []
inhibit_rules:
  - source_matchers: [ severity="critical" ]
    target_match: { severity: warning }
    equal: [cluster]
  - source_match_re: { a: '(' }
    target_match: { b: c }
time_intervals:
  - name: weekend
    time_intervals:
      - weekdays: ['saturday', 'sunday']
        times: [{ start_time: '00:00', end_time: '24:00' }]
        location: Asia/Taipei
      - days_of_month: ['-1']
`;

test('a configuration becomes a tree named after its receivers', () => {
  const { tree } = readConfiguration(file);
  expect(tree).toMatchObject({ name: 'everybody', groupBy: ['alertname', 'cluster'], groupWaitMs: 10_000, repeatIntervalMs: 2_073_600_000 });
  expect(tree.children).toMatchObject([
    {
      ...{ name: 'db-pager', continues: true, groupBy: [], muteTimeIntervals: ['weekend'] },
      matchers: [
        { name: 'team', op: '=', value: 'db' },
        { name: 'severity', op: '=~', value: 'critical|page' },
      ],
    },
    {
      name: 'db-pager: team="db", shift="2", env=~"prod.*"',
      continues: false,
      groupBy: null,
      groupWaitMs: null,
      matchers: [
        { name: 'team', op: '=', value: 'db' },
        { name: 'shift', op: '=', value: '2' },
        { name: 'env', op: '=~', value: 'prod.*' },
      ],
      children: [{ name: 'a="b"' }],
    },
    { name: 'nobody', groupBy: ['...'] },
  ]);
});

test('what was not taken over is told by line', () => {
  const { notes } = readConfiguration(file);
  expect(notes.map(({ line, path, code }) => [line, path, code])).toEqual([
    [1, 'global', 'not_taken_over'],
    [3, 'templates', 'not_taken_over'],
    [8, 'route.repeat_interval', 'adjusted'],
    [19, 'route.routes[1].group_wait', 'not_understood'],
    [20, 'route.routes[1].colour', 'unknown_field'],
    [23, 'route.routes[1].routes[1].match_re.a', 'not_understood'],
    [23, 'route.routes[1].routes[1]', 'not_taken_over'],
    [24, 'route.routes[2]', 'not_understood'],
    [28, 'receivers[1]', 'not_taken_over'],
    [35, 'inhibit_rules[1].source_match_re.a', 'not_understood'],
    [35, 'inhibit_rules[1]', 'not_taken_over'],
  ]);
});

test("inhibit rules and time intervals are handed on in Alertmanager's terms", () => {
  const { inhibitRules, timeIntervals, receivers } = readConfiguration(file);
  expect(inhibitRules).toEqual([
    {
      name: 'severity="critical" inhibits severity="warning" by cluster',
      isNamed: false,
      sourceMatchers: [{ name: 'severity', op: '=', value: 'critical' }],
      targetMatchers: [{ name: 'severity', op: '=', value: 'warning' }],
      equal: ['cluster'],
      line: 32,
    },
  ]);
  expect(timeIntervals).toEqual([
    {
      name: 'weekend',
      line: 38,
      intervals: [
        { weekdays: ['saturday', 'sunday'], times: [{ start_time: '00:00', end_time: '24:00' }], location: 'Asia/Taipei' },
        { days_of_month: ['-1'] },
      ],
    },
  ]);
  expect(receivers).toEqual([
    { name: 'everybody', kinds: [], line: 27 },
    { name: 'db-pager', kinds: ['slack', 'webhook'], line: 28 },
  ]);
});

test('rules and intervals that cannot be taken over in full are left out, each with its line', () => {
  const { inhibitRules, timeIntervals, namedIntervals, notes } = readConfiguration(`route: { receiver: a, routes: [{ mute_time_intervals: [night] }] }
receivers: [{ name: a }]
inhibit_rules:
  - { name: one, source_matchers: [a=b], target_matchers: [c=d], colour: red }
  - { name: one, source_matchers: [a=c], target_matchers: [c=d] }
  - { name: one, source_matchers: [a=c], target_matchers: [c=d] }
  - { source_matchers: [a=b] }
  - 5
time_intervals:
  - name: night
    time_intervals:
      - times: [{ start_time: '22:00', end_time: '06:00' }]
  - name: early
    time_intervals:
      - weekday: [monday]
  - name: never
    time_intervals: []
  - time_intervals: [{ years: [2026] }]
  - { name: year, time_intervals: [{ years: [2026] }] }
mute_time_intervals:
  - { name: year, time_intervals: [{ years: [2027] }] }
`);
  expect(inhibitRules.map(({ name }) => name)).toEqual(['one', 'one (2)']);
  expect(timeIntervals).toEqual([{ name: 'year', intervals: [{ years: ['2026'] }], line: 19 }]);
  expect(namedIntervals).toEqual([{ name: 'night', line: 1, path: 'route.routes[0].mute_time_intervals[0]' }]);
  expect(notes.map(({ line, path, code }) => [line, path, code])).toEqual([
    [4, 'inhibit_rules[0].colour', 'unknown_field'],
    [5, 'inhibit_rules[1]', 'adjusted'],
    [6, 'inhibit_rules[2]', 'adjusted'],
    [7, 'inhibit_rules[3]', 'not_taken_over'],
    [8, 'inhibit_rules[4]', 'not_understood'],
    [10, 'time_intervals[0]', 'not_taken_over'],
    [12, 'time_intervals[0].time_intervals[0].times.0', 'not_understood'],
    [13, 'time_intervals[1]', 'not_taken_over'],
    [15, 'time_intervals[1].time_intervals[0]', 'unknown_field'],
    [16, 'time_intervals[2]', 'not_taken_over'],
    [17, 'time_intervals[2].time_intervals', 'not_understood'],
    [18, 'time_intervals[3]', 'not_understood'],
    [21, 'time_intervals', 'not_taken_over'],
  ]);
});

test.each([
  ['route: [', /^Line 1: /],
  ['receivers: []', /no "route"/],
  ['route: 5', /"route" is not a tree/],
  ['route: &r { receiver: x, routes: [*r] }', /a tree has at most 1000 routes on 30 levels/],
  ['- 1', /no "route"/],
  ['', /no "route"/],
])('%j is refused', (text, message) => {
  expect(() => readConfiguration(text)).toThrow(message);
});

test('aliases and merged mappings are followed', () => {
  const { tree } = readConfiguration(
    'x: &x { group_wait: 5s }\nroute: { receiver: a, routes: [{ <<: *x, match: { b: c } }] }\nreceivers: [{ name: a }]',
  );
  expect(tree.children).toMatchObject([{ name: 'b="c"', groupWaitMs: 5_000 }]);
});

test.each([
  ['5m', 300_000],
  ['1h30m', 5_400_000],
  ['1d12h', 129_600_000],
  ['500ms', 500],
  ['0', 0],
  ['0s', 0],
  ['1m5ms', 60_005],
  ['', undefined],
  ['5', undefined],
  ['1.5h', undefined],
  ['30m1h', undefined],
])('the duration %j is %p ms', (text, ms) => {
  expect(readDuration(text)).toBe(ms);
});
