import type { TimelineEntry } from '#prisma/generated/client';
import { formatTimeline, TimelineFormat } from './formatTimeline.ts';

const entry = (text: string | null): TimelineEntry => ({
  ...{ tenantId: 't', id: 'e', incidentId: 'i', at: new Date('2026-11-20T12:00:00Z'), kind: 'note', actorId: null, text, key: 'k' },
  facts: { via: 'GRAFANA' },
});

test('JSON is an array of entries', () => {
  expect(JSON.parse(formatTimeline([entry('Hello')], TimelineFormat.JSON))).toEqual([
    { at: '2026-11-20T12:00:00.000Z', kind: 'note', actorId: null, text: 'Hello', facts: { via: 'GRAFANA' } },
  ]);
});

test.each([
  ['Hello', 'Hello'],
  [null, ''],
  ['one, "two"\nthree', '"one, ""two""\nthree"'],
  ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  ['-1', "'-1"],
  ['@ada', "'@ada"],
])('CSV of the text %j', (text, cell) => {
  expect(formatTimeline([entry(text)], TimelineFormat.CSV)).toBe(
    `at,kind,actorId,text,facts\r\n2026-11-20T12:00:00.000Z,note,,${cell},"{""via"":""GRAFANA""}"\r\n`,
  );
});
