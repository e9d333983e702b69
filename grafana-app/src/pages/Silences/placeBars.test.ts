import { daysFrom, placeBars, span } from './placeBars';

const window = (id: string, from: number, until: number) => ({ id, label: id, kind: 'silence' as const, from, until });

describe('the calendar', () => {
  it('places windows as parts of the whole, and cuts what goes on beyond it', () => {
    const rows = placeBars(
      [window('b', 50, 150), window('a', -10, 25), window('a', 40, 60), window('c', 100, 120)],
      0,
      100
    );
    expect(rows.map(({ id, bars }) => [id, bars.length])).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
    expect(rows[0]?.bars[0]).toMatchObject({ left: 0, width: 0.25, cutLeft: true, cutRight: false });
    expect(rows[1]?.bars[0]).toMatchObject({ left: 0.5, width: 0.5, cutLeft: false, cutRight: true });
  });

  it('begins weeks on Monday and months on the first, whatever the day', () => {
    expect(span(new Date(2026, 10, 29, 12), 'week', 0)).toEqual({ first: new Date(2026, 10, 23), days: 7 });
    expect(span(new Date(2026, 10, 23), 'week', 1).first).toEqual(new Date(2026, 10, 30));
    expect(span(new Date(2026, 11, 31), 'month', 2)).toEqual({ first: new Date(2027, 1, 1), days: 28 });
    expect(daysFrom(new Date(2026, 9, 24), 2).map((day) => day.getHours())).toEqual([0, 0, 0]);
  });
});
