"""Writes cases.json beside it: hand-overs, daily hours and recurrences as python-dateutil has them, which finalShifts.test.ts compares ours with.

    pip install python-dateutil && python3 makeCases.py

Wall times are resolved as RFC 5545 has it: one that the clocks skip is moved on by what they skipped (tz.resolve_imaginary), one that they show twice
is the first of the two (fold=0).
"""

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

from dateutil import rrule, tz

DAYS = rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU

# Each zone with days around which its clocks change, or would: Berlin and New York by an hour at night, Lord Howe by half an hour, Sao Paulo at
# midnight (until 2019), Taipei never, Santiago at midnight to this day, Casablanca around Ramadan, St. John's half an hour off the hour.
ZONES = {
    "Europe/Berlin": ["2026-03-29", "2026-10-25"],
    "America/New_York": ["2026-03-08", "2026-11-01"],
    "Australia/Lord_Howe": ["2026-04-05", "2026-10-04"],
    "America/Sao_Paulo": ["2018-02-18", "2018-11-04"],
    "America/Santiago": ["2026-04-05", "2026-09-06"],
    "Asia/Taipei": ["2026-03-29"],
    "Africa/Casablanca": ["2026-02-15", "2026-03-22"],
    "America/St_Johns": ["2026-03-08", "2026-11-01"],
}

RULES = [
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=WEEKLY;BYDAY=MO,WE,FR",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    "FREQ=MONTHLY;BYDAY=1MO",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=DAILY;BYHOUR=2,14",
    "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
]


def moment(wall, zone):
    aware = tz.resolve_imaginary(wall.replace(tzinfo=zone, fold=0))
    return int(aware.astimezone(timezone.utc).timestamp() * 1000)


def periodic(name, zone, start, step, every, days):
    walls = [start + timedelta(days=step * every * number) for number in range(days // (step * every) + 1)]
    return {
        "zone": name,
        "startsAt": start.strftime("%Y-%m-%dT%H:%M"),
        "rotation": "DAILY" if step == 1 else "WEEKLY",
        "every": every,
        "handOvers": [moment(wall, zone) for wall in walls],
    }


def by_rule(name, zone, start, rule, days):
    times = rrule.rrulestr(f"RRULE:{rule}", dtstart=start).between(start, start + timedelta(days=days))
    walls = sorted({start, *times})
    return {
        "zone": name,
        "startsAt": start.strftime("%Y-%m-%dT%H:%M"),
        "rotation": "CUSTOM",
        "rule": rule,
        "every": 1,
        "handOvers": [moment(wall, zone) for wall in walls],
    }


def hours(name, zone, day, begins, ends, weekdays):
    spans = []
    for number in range(-3, 5):
        date = day + timedelta(days=number)
        if date.isoweekday() not in weekdays:
            continue
        first = date + timedelta(minutes=begins)
        last = date + timedelta(minutes=ends, days=1 if ends <= begins else 0)
        span = [moment(first, zone), moment(last, zone)]
        if spans and span[0] <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], span[1])
        elif span[0] < span[1]:
            spans.append(span)
    clock = lambda minutes: f"{minutes // 60:02}:{minutes % 60:02}"
    return {"zone": name, "from": clock(begins), "to": clock(ends), "weekdays": weekdays, "spans": spans}


def main():
    rotations, restrictions = [], []
    for name, changes in ZONES.items():
        zone = tz.gettz(name)
        for change in changes:
            day = datetime.fromisoformat(change)
            for clock in ((0, 0), (0, 30), (1, 45), (2, 0), (2, 15), (2, 30), (9, 0), (23, 59)):
                start = day - timedelta(days=3) + timedelta(hours=clock[0], minutes=clock[1])
                rotations.append(periodic(name, zone, start, 1, 1, 6))
                rotations.append(periodic(name, zone, start - timedelta(days=11), 7, 2, 42))
            for rule in RULES:
                rotations.append(by_rule(name, zone, day - timedelta(days=20) + timedelta(hours=2, minutes=30), rule, 200))
            for begins, ends in ((540, 1020), (1320, 360), (0, 0), (120, 150), (30, 150)):
                for weekdays in ([1, 2, 3, 4, 5], [6, 7], [1, 2, 3, 4, 5, 6, 7]):
                    restrictions.append({**hours(name, zone, day, begins, ends, weekdays), "day": change})
    target = Path(__file__).with_name("cases.json")
    lines = lambda cases: ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    target.write_text(f'{{"rotations":[\n{lines(rotations)}\n],"restrictions":[\n{lines(restrictions)}\n]}}\n')
    print(len(rotations), "rotations,", len(restrictions), "restrictions")


main()
