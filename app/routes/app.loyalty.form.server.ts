import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { currencyExponent, formatMinor } from '#app/domain/money.ts';
import type { ShopSettings } from '#app/domain/settings.ts';

const MOST_REWARDS = 20;
const MOST_POINTS = 10_000_000;
const MOST_MINOR = 100_000_000;

function typedNumber(rule: z.ZodNumber, scale = 1) {
  return z
    .string()
    .trim()
    .transform((text) => {
      if (text === '') return undefined;
      const number = Number(text.replace(',', '.'));
      return Number.isNaN(number) ? text : Number((number * scale).toFixed(4));
    })
    .pipe(rule);
}

/** The programme settings as their page sends them: money in the currency's main unit. */
export function createProgrammeForm(currency: string, samePoints: string) {
  const scale = 10 ** currencyExponent(currency);
  const reward = z.object({
    key: z.string().max(100),
    points: typedNumber(z.number().int().min(1).max(MOST_POINTS)),
    value: typedNumber(z.number().int().min(1).max(MOST_MINOR), scale),
  });
  return z.object({
    enabled: z.boolean(),
    pointsName: z.string().trim().min(1).max(30),
    rewards: z
      .array(reward)
      .max(MOST_REWARDS)
      .superRefine((rewards, context) => {
        rewards.forEach(({ points }, index) => {
          const first = rewards.findIndex((other) => other.points === points);
          if (first === index) return;
          context.addIssue({ code: 'custom', path: [index, 'points'], message: samePoints });
        });
      }),
    rewardValidDays: typedNumber(z.number().int().min(1).max(3_650)),
    shortfallPolicy: z.enum(['net_from_next_earn', 'forgive']),
  });
}

type ProgrammeForm = z.infer<ReturnType<typeof createProgrammeForm>>;

/** Rewards keep their key for good: what was issued refers to it. */
export function toLoyalty({ rewards, ...values }: ProgrammeForm): ShopSettings['loyalty'] {
  return {
    ...values,
    rewards: rewards.map(({ key, points, value }) => ({
      key: key || randomUUID(),
      points,
      valueMinor: value,
    })),
  };
}

/** The settings as the form's fields hold them. */
export function toValues({ rewards, ...settings }: ShopSettings['loyalty'], currency: string) {
  return {
    ...settings,
    rewardValidDays: String(settings.rewardValidDays),
    rewards: rewards.map(({ key, points, valueMinor }) => ({
      key,
      points: String(points),
      value: formatMinor(valueMinor, currency).replace(/\.0+$/, ''),
    })),
  };
}
