/** An hour of the day, 0 to 23, as the merchant writes it. */
export function hourText(hour: number, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
  });
  return format.format(new Date(Date.UTC(2026, 0, 1, hour)));
}
