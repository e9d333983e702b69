import { fromField, momentOf, place, snap, toField, zoneDays } from './zoneDays';

const HOUR = 3_600_000;

describe('days of a zone', () => {
  it('are 23 and 25 hours long where the clocks change', () => {
    const lengths = (now: string) =>
      zoneDays(Date.parse(now), 'Europe/Berlin', 'fortnight', 0).map(({ from, to }) => (to - from) / HOUR);
    expect(lengths('2026-03-25T12:00:00Z').filter((hours) => hours !== 24)).toEqual([23]);
    expect(lengths('2026-10-20T12:00:00Z').filter((hours) => hours !== 24)).toEqual([25]);
    expect(lengths('2026-06-01T12:00:00Z')).toHaveLength(14);
  });

  it('begin on a Monday, or on the first of the month, of the zone', () => {
    const first = (view: 'fortnight' | 'month', ahead: number) =>
      new Date(zoneDays(Date.parse('2026-11-30T23:00:00Z'), 'Asia/Taipei', view, ahead)[0]?.from ?? 0).toISOString();
    expect(first('fortnight', 0)).toBe('2026-11-29T16:00:00.000Z');
    expect(first('fortnight', 1)).toBe('2026-12-13T16:00:00.000Z');
    expect(first('month', 0)).toBe('2026-11-30T16:00:00.000Z');
    expect(first('month', -1)).toBe('2026-10-31T16:00:00.000Z');
  });
});

describe('a wall time', () => {
  it.each([
    ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
  ])('%s in %s is %s', (wall, zone, moment) => {
    expect(new Date(momentOf(Date.parse(`${wall}Z`), zone)).toISOString()).toBe(moment);
  });

  it('goes into a field and back', () => {
    const moment = Date.parse('2026-11-30T01:00:00Z');
    expect(toField(moment, 'Asia/Taipei')).toBe('2026-11-30T09:00');
    expect(fromField('2026-11-30T09:00', 'Asia/Taipei')).toBe(moment);
    expect(fromField('2026-11-', 'Asia/Taipei')).toBeNaN();
  });

  it('snaps to half hours of the zone', () => {
    const snapped = new Date(snap(Date.parse('2026-11-30T01:10:00Z'), 'Asia/Kathmandu')).toISOString();
    expect(snapped).toBe('2026-11-30T01:15:00.000Z');
  });
});

it('what is drawn is cut at the edges', () => {
  expect(place(0, 50, 0, 100)).toEqual({ left: 0, width: 50, cutLeft: false, cutRight: false });
  expect(place(-10, 200, 0, 100)).toEqual({ left: 0, width: 100, cutLeft: true, cutRight: true });
  expect(place(100, 200, 0, 100)).toBeUndefined();
});
