import { expect, test } from 'vitest';
import { decideDue } from '#app/services/decide-due.ts';
import { expireCodes } from '#app/services/expire-codes.ts';
import { performEffects } from '#app/services/perform-effects.ts';
import { planCampaigns } from '#app/services/plan-campaign.ts';
import type { DiscountPort } from '#app/services/ports/discount-port.ts';
import type { Mail, MailOutcome } from '#app/services/ports/mail-port.ts';
import { OutsideError } from '#app/services/ports/outside-error.ts';
import { resendUncertain } from '#app/services/resend-uncertain.ts';
import {
  aSendingShop,
  createEngine,
  type EngineOptions,
  type EngineStores,
  listEffects,
  openDefinition,
  saveActiveCampaign,
  savePeople,
  saveShop,
} from '#test/support/campaign-engine.ts';
import { createTestDatabase } from '#test/support/database.ts';
import { waitFor } from '#test/support/wait-for.ts';

const shop = aSendingShop();
const decidedAt = '2027-03-10T10:05:00Z';

/** One customer's birthday, decided: a code and a mail are planned. */
async function aDecidedBirthday(options: EngineOptions = {}) {
  const { pool } = await createTestDatabase();
  await saveShop(pool, shop);
  await savePeople(pool, shop, [{ customerId: '7', birthDate: '1990-03-10' }]);
  const activatedAt = '2027-01-01T00:00:00Z';
  await saveActiveCampaign(pool, shop, { definition: openDefinition(), activatedAt });
  const engine = await createEngine(pool, activatedAt, options);
  await planCampaigns(engine.deps, { shopId: null, maxPages: 10 });
  engine.setTime(decidedAt);
  await decideDue(engine.deps);
  return { pool, ...engine };
}

class Killed extends Error {}

test('killed after each step in turn, and started again, it leaves one code and one mail', async () => {
  const fates = new Set<string | undefined>();
  for (let step = 1; step <= 9; step += 1) {
    const { pool, deps, sent, codes, setTime } = await aDecidedBirthday();
    let steps = 0;
    let killed = false;
    const count = () => {
      steps += 1;
      if (steps === step) killed = true;
      if (killed) throw new Killed();
    };
    // A step is a committed transaction or an answered call: the kill comes right after it.
    const after = async <Result>(work: Promise<Result>): Promise<Result> => {
      const result = await work;
      count();
      return result;
    };
    const doomed = {
      ...deps,
      transact: <Result>(work: (stores: EngineStores) => Promise<Result>) =>
        killed ? Promise.reject(new Killed()) : after(deps.transact(work)),
      discounts: {
        ...deps.discounts,
        createBoundCode: (...input: Parameters<DiscountPort['createBoundCode']>) =>
          after(deps.discounts.createBoundCode(...input)),
      },
      mail: { send: (mail: Mail) => after(deps.mail.send(mail)) },
    };
    await performEffects(doomed).catch(() => undefined);
    setTime('2027-03-10T10:10:00Z');
    await performEffects(deps);
    await performEffects(deps);
    expect(codes.size, `killed after step ${step}`).toBe(1);
    const message = (await listEffects(pool)).find(({ kind }) => kind === 'message');
    // Killed between handing over and recording, nobody can know: shown as uncertain, not repeated.
    fates.add(message?.state);
    expect(sent.length).toBeLessThanOrEqual(1);
    if (message?.state === 'done') expect(sent).toHaveLength(1);
  }
  expect([...fates].sort()).toEqual(['done', 'uncertain']);
});

test('a code that exists already under our title is ours; another’s is reported', async () => {
  const { pool, deps, codes } = await aDecidedBirthday();
  const { rows } = await pool.query<{ spec: { code: string; title: string } }>(
    "select spec from effects where kind = 'discount-code'",
  );
  const spec = rows[0]?.spec;
  if (!spec) throw new Error('no code was planned');
  await deps.discounts.createBoundCode(shop, {
    code: spec.code,
    title: 'Summer sale',
    customerId: '9',
    value: { kind: 'percentage', share: 0.5 },
    minimumSubtotalMinor: null,
    combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: false },
    startsAt: decidedAt,
    endsAt: null,
  });
  await performEffects(deps);
  const effects = await listEffects(pool);
  expect(effects).toMatchObject([
    { kind: 'discount-code', state: 'failed', reason: 'code_taken' },
    { kind: 'message', state: 'cancelled', reason: 'code_failed' },
  ]);
  expect(codes.size).toBe(1);
});

test('Shopify and mail that fail for a while are tried again, later each time', async () => {
  let failures = 3;
  const { pool, deps, sent, codes, setTime } = await aDecidedBirthday({
    mail: async () => {
      failures -= 1;
      if (failures >= 0) throw new OutsideError('450 try later', { retryable: true });
      return { outcome: 'accepted' };
    },
  });
  for (const minute of [5, 6, 7, 8, 9, 10, 11, 12]) {
    setTime(`2027-03-10T10:${String(minute).padStart(2, '0')}:00Z`);
    await performEffects(deps);
  }
  expect([codes.size, sent.length]).toEqual([1, 1]);
  const message = (await listEffects(pool)).find(({ kind }) => kind === 'message');
  expect(message).toMatchObject({ state: 'done', attempts: 4 });
});

test('a mail whose fate is unknown is shown, and sent again only when someone says so', async () => {
  let answer: MailOutcome = { outcome: 'uncertain', message: 'connection lost' };
  const { pool, deps, sent, setTime } = await aDecidedBirthday({ mail: async () => answer });
  await performEffects(deps);
  setTime('2027-03-10T12:00:00Z');
  await performEffects(deps);
  const messageOf = async () =>
    (await listEffects(pool)).find((effect) => effect.kind === 'message');
  const uncertain = await messageOf();
  expect(uncertain).toMatchObject({ state: 'uncertain', reason: 'connection_lost_while_sending' });
  expect(sent).toHaveLength(0);
  answer = { outcome: 'accepted' };
  const resend = { shopId: '1', effectId: uncertain?.effect_id ?? '', actor: 'owner' };
  expect(await resendUncertain(deps, resend)).toEqual({ outcome: 'planned' });
  await performEffects(deps);
  expect(await messageOf()).toMatchObject({ state: 'done' });
  expect(sent).toHaveLength(1);
  expect(await resendUncertain(deps, resend)).toEqual({ outcome: 'not_uncertain' });
});

test.each([
  ["update customers set email_consent = 'unsubscribed'", 'no_email_consent'],
  ['update customers set email = null', 'no_email_address'],
  ['update customers set redacted_at = now()', 'customer_gone'],
  ["update campaigns set status = 'archived'", 'campaign_archived'],
])('what holds when the mail goes out counts: %s', async (change, reason) => {
  const { pool, deps, sent } = await aDecidedBirthday();
  await pool.query("update shops set sending_paused_at = '2027-03-10Z'");
  await performEffects(deps);
  expect(sent).toHaveLength(0);
  await pool.query(change);
  await pool.query('update shops set sending_paused_at = null');
  await performEffects(deps);
  expect(sent).toHaveLength(0);
  const message = (await listEffects(pool)).find(({ kind }) => kind === 'message');
  expect(message).toMatchObject({ state: 'skipped', reason });
});

test('the switch holds every message back, and what expired meanwhile is not sent', async () => {
  const { pool, deps, sent, setTime } = await aDecidedBirthday();
  await pool.query("update shops set sending_paused_at = '2027-03-10Z'");
  await performEffects(deps);
  setTime('2027-03-25T00:00:00Z');
  await pool.query('update shops set sending_paused_at = null');
  await performEffects(deps);
  expect(sent).toHaveLength(0);
  const message = (await listEffects(pool)).find(({ kind }) => kind === 'message');
  expect(message).toMatchObject({ state: 'skipped', reason: 'offer_expired' });
});

test('nothing leaves for a shop that has uninstalled', async () => {
  const { pool, deps, sent, codes } = await aDecidedBirthday();
  await pool.query("update shops set status = 'uninstalled'");
  await performEffects(deps);
  expect([codes.size, sent.length]).toEqual([0, 0]);
});

test('a code past its end is deactivated once', async () => {
  const { pool, deps, deactivated, setTime } = await aDecidedBirthday();
  await performEffects(deps);
  setTime('2027-03-24T23:00:00Z');
  expect(await expireCodes(deps)).toEqual({ expired: 0 });
  setTime('2027-03-25T00:00:00Z');
  expect(await expireCodes(deps)).toEqual({ expired: 1 });
  expect(await expireCodes(deps)).toEqual({ expired: 0 });
  expect(deactivated).toHaveLength(1);
  const { rows } = await pool.query('select state from discount_codes');
  expect(rows).toEqual([{ state: 'expired' }]);
});

test('a shop whose Shopify hangs holds up neither another shop nor its own other mail', async () => {
  const { pool } = await createTestDatabase();
  const hanging = aSendingShop();
  const other = aSendingShop({ shopId: '2', domain: 'moss.myshopify.com', name: 'Moss' });
  const activatedAt = '2027-01-01T00:00:00Z';
  for (const [one, first, campaignId] of [
    [hanging, 100, '00000000-0000-4000-8000-000000000001'],
    [other, 200, '00000000-0000-4000-8000-000000000002'],
  ] as const) {
    await saveShop(pool, one);
    const people = Array.from({ length: 25 }, (_, at) => ({
      customerId: String(first + at),
      birthDate: '1990-03-10',
    }));
    await savePeople(pool, one, people);
    await saveActiveCampaign(pool, one, { campaignId, definition: openDefinition(), activatedAt });
  }
  const engine = await createEngine(pool, activatedAt);
  await planCampaigns(engine.deps, { shopId: null, maxPages: 10 });
  engine.setTime(decidedAt);
  await decideDue(engine.deps);
  // Of the hanging shop one mail has its code already.
  const waiting = `select effect_id from effects where shop_id = 1 and kind = 'discount-code'
    order by effect_id limit 1`;
  await pool.query(`update effects set state = 'done' where effect_id = (${waiting})`);

  let calls = 0;
  let timeOut: (error: Error) => void = () => undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timeOut = reject;
  });
  const discounts: DiscountPort = {
    ...engine.deps.discounts,
    createBoundCode(shopOfCode, spec) {
      if (shopOfCode.shopId !== '1') return engine.deps.discounts.createBoundCode(shopOfCode, spec);
      calls += 1;
      return timeout;
    },
  };
  const run = performEffects({ ...engine.deps, discounts });
  await waitFor('the mail of the shop that can', () => engine.sent.length === 26);
  expect(calls).toBe(2);
  timeOut(new OutsideError('no answer', { retryable: true }));
  await run;
  // Found out, it is left alone: its other effects wait for the next time.
  expect(calls).toBeLessThan(5);
});
