import { expect, test } from 'vitest';
import { zoneOfAddress } from '#app/domain/address-zones.ts';
import {
  addDays,
  anniversaryIn,
  atLocalHour,
  daysBetween,
  isZone,
  localDay,
  nextAnniversary,
  startOfDay,
} from '#app/domain/time.ts';

test('one instant is another day elsewhere', () => {
  const instant = '2026-03-01T03:30:00Z';
  expect(localDay(instant, 'America/New_York')).toBe('2026-02-28');
  expect(localDay(instant, 'Europe/Berlin')).toBe('2026-03-01');
  expect(localDay('2026-03-01T23:30:00Z', 'Pacific/Auckland')).toBe('2026-03-02');
});

test.each([
  ['an ordinary day', '2026-06-01', 10, 'America/New_York', '2026-06-01T14:00:00.000Z'],
  ['an hour that is skipped', '2026-03-08', 2, 'America/New_York', '2026-03-08T07:00:00.000Z'],
  ['an hour that comes twice', '2026-11-01', 1, 'America/New_York', '2026-11-01T05:00:00.000Z'],
  ['a midnight that is skipped', '2018-11-04', 0, 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
  ['half an hour off', '2026-06-01', 10, 'Asia/Kolkata', '2026-06-01T04:30:00.000Z'],
])('a local hour is one instant on %s', (_name, day, hour, zone, instant) => {
  expect(atLocalHour(day, hour, zone)).toBe(instant);
});

test('a day starts when it starts, also where midnight is skipped', () => {
  expect(startOfDay('2018-11-04', 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z');
  expect(startOfDay('2026-03-29', 'Europe/Berlin')).toBe('2026-03-28T23:00:00.000Z');
});

test('29 February is 28 February in common years', () => {
  expect(anniversaryIn(2027, '2024-02-29')).toBe('2027-02-28');
  expect(anniversaryIn(2028, '2024-02-29')).toBe('2028-02-29');
  expect(anniversaryIn(2100, '2024-02-29')).toBe('2100-02-28');
});

test('the next anniversary is today or later and never the day itself', () => {
  expect(nextAnniversary('2020-05-10', '2026-05-10')).toBe('2026-05-10');
  expect(nextAnniversary('2020-05-10', '2026-05-11')).toBe('2027-05-10');
  expect(nextAnniversary('2026-05-10', '2026-05-10')).toBe('2027-05-10');
  expect(nextAnniversary('2024-02-29', '2027-02-28')).toBe('2027-02-28');
  expect(nextAnniversary('2024-02-29', '2027-03-01')).toBe('2028-02-29');
});

test('days are counted by the calendar', () => {
  expect(addDays('2026-02-27', 2)).toBe('2026-03-01');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  expect(daysBetween('2026-03-01', '2026-03-31')).toBe(30);
  expect(daysBetween('2026-03-31', '2026-03-01')).toBe(-30);
});

test.each([
  ['US', 'CA', 'America/Los_Angeles'],
  ['US', 'ny', 'America/New_York'],
  ['US', null, null],
  ['CA', 'ON', 'America/Toronto'],
  ['AU', 'WA', 'Australia/Perth'],
  ['BR', 'AC', 'America/Rio_Branco'],
  ['RU', null, null],
  ['ES', 'GC', 'Atlantic/Canary'],
  ['ES', 'M', 'Europe/Madrid'],
  ['DE', null, 'Europe/Berlin'],
  ['ZZ', null, null],
  [null, 'CA', null],
])('the zone of %s %s is %s', (country, province, zone) => {
  expect(zoneOfAddress(country, province)).toBe(zone);
});

test('every zone that an address may give is known', () => {
  const provinces = {
    US: 'NY IL CO AZ CA AK HI PR GU AS',
    CA: 'BC AB SK MB ON NS NL YT',
    AU: 'NSW VIC QLD SA NT WA TAS',
    MX: 'CDMX BC SIN SON QROO',
    ID: 'JK BA PA',
    RU: 'KGD MOW SAM SVE OMS NVS KYA IRK SA PRI MAG KAM',
    BR: 'SP AM MT AC',
  };
  for (const [country, codes] of Object.entries(provinces)) {
    for (const code of codes.split(' ')) {
      expect(isZone(zoneOfAddress(country, code) ?? ''), `${country} ${code}`).toBe(true);
    }
  }
  expect(isZone('Mars/Olympus')).toBe(false);
});
