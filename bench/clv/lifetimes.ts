import type { Step } from './steps.ts';

/**
 * Seconds of Python's lifetimes 0.11.3 on two cores like these, where it ran, for its own population
 * of so many customers who buy at exact moments (2,357: CDNOW). Of its forecasts: P(alive), 90, 180 and
 * 365 days, the value of an order and the CLV of twelve months.
 */
export const LIFETIMES_SECONDS: Record<Step, Record<number, number>> = {
  'BG/NBD fit': { 2357: 0.12, 100000: 1.8, 1000000: 15.8 },
  'Pareto/NBD fit': { 2357: 0.67, 100000: 28.5, 1000000: 317 },
  'Gamma-Gamma fit': { 2357: 0.07, 100000: 0.38, 1000000: 3.4 },
  'BG/NBD scoring': { 2357: 0.04, 100000: 1.35, 1000000: 13.4 },
  'Pareto/NBD scoring': { 2357: 0.037, 1000000: 13.7 },
};

/** From a file of 2.07 million orders to the CLV of a million customers. */
export const LIFETIMES_END_TO_END = { seconds: 35, megabytes: 571 };
