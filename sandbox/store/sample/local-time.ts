import { Temporal } from 'temporal-polyfill';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const offsets = new Map<string, number>();

/** Offset of the zone on that UTC day in milliseconds, asked for at its noon and remembered. */
function offsetOf(timeZone: string, day: number): number {
  const key = `${timeZone}${day}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const noon = Temporal.Instant.fromEpochMilliseconds(day * DAY_MS + 12 * HOUR_MS);
  const offset = noon.toZonedDateTimeISO(timeZone).offsetNanoseconds / 1_000_000;
  offsets.set(key, offset);
  return offset;
}

/**
 * The instant (epoch ms) on the same local calendar day as `instant` at the given time of day.
 * Hours at night on a day of clock change may be an hour off, which a sample can bear.
 */
export function atLocalTime(instant: number, timeZone: string, millisOfDay: number): number {
  const offset = offsetOf(timeZone, Math.floor(instant / DAY_MS));
  const localDay = Math.floor((instant + offset) / DAY_MS);
  return localDay * DAY_MS + millisOfDay - offset;
}
