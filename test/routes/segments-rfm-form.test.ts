import { expect, test } from 'vitest';
import { UNKNOWN_CUTOFFS } from '#app/domain/rfm/cutoffs.ts';
import { readForm } from '#app/forms.server.ts';
import { en } from '#app/locales/en/index.ts';
import { rfmForm, toRfmValues } from '#app/routes/app.segments.rfm.server.ts';

function read(body: unknown, currency = 'USD') {
  const request = new Request('https://perennial.example/app/segments/rfm', {
    method: 'POST',
    body: JSON.stringify(body),
  });
  return readForm(request, rfmForm(en, currency), en);
}

const good = {
  mode: 'limits',
  recencyDays: ['30', '60', '60', '365'],
  frequency: ['1', '2', '3', '5'],
  monetaryMinor: ['10', '20.50', '100', '1000'],
};

test('limits are read in the shop’s currency, and come back as they were written', async () => {
  const { values } = await read(good);
  expect(values).toEqual({
    mode: 'limits',
    recencyDays: [30, 60, 60, 365],
    frequency: [1, 2, 3, 5],
    monetaryMinor: [1000, 2050, 10_000, 100_000],
  });
  if (!values) throw new Error('refused');
  expect(toRfmValues(values, UNKNOWN_CUTOFFS, 'USD')).toMatchObject({
    recencyDays: good.recencyDays,
    monetaryMinor: ['10.00', '20.50', '100.00', '1000.00'],
  });
  const yen = await read({ ...good, monetaryMinor: ['10', '20', '30', '40'] }, 'JPY');
  expect(yen.values).toMatchObject({ monetaryMinor: [10, 20, 30, 40] });
  expect((await read({ mode: 'quintiles' })).values).toEqual({ mode: 'quintiles' });
});

test.each([
  [{ recencyDays: ['30', '20', '60', '90'] }, 'recencyDays.1'],
  [{ recencyDays: ['30', '', '60', '90'] }, 'recencyDays.1'],
  [{ frequency: ['1', '2', '2.5', '5'] }, 'frequency.2'],
  [{ frequency: ['-1', '2', '3', '5'] }, 'frequency.0'],
  [{ monetaryMinor: ['10', '20', 'much', '1000'] }, 'monetaryMinor.2'],
  [{ monetaryMinor: ['10', '20', '30', '29.99'] }, 'monetaryMinor.3'],
  [{ recencyDays: ['30', '60', '90'] }, 'recencyDays'],
  [{ mode: 'thirds' }, 'mode'],
])('%j is refused, with where', async (wrong, path) => {
  const { refusal } = await read({ ...good, ...wrong });
  expect(refusal).toMatchObject({ ok: false, errors: { [path]: expect.any(String) } });
});
