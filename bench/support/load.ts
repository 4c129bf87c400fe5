import { fork } from 'node:child_process';
import path from 'node:path';
import { atEnd } from './cleanup.ts';

export interface Stream {
  shopDomain: string;
  /** Of the webhook ids, which go on with a number from 0. */
  idPrefix: string;
  /** Shopify's example as it is, or made into orders of customers 1 … n paid just now. */
  body: 'example' | { firstOrderId: number; customers: number };
  connections: number;
  /** Sends at this rate, however fast the answers come; without it, as soon as one has come. */
  perSecond?: number;
  /** Whichever comes first. */
  limit: { deliveries: number; seconds: number };
}

export interface LoadPlan {
  port: number;
  secret: string;
  streams: Stream[];
}

export interface StreamResult {
  seconds: number;
  /** Answers by status; 0 stands for a broken connection. */
  statuses: Record<number, number>;
  /** From when a delivery was due to its answer. */
  latenciesMs: number[];
  /** When each number of webhook id was answered 200, in epoch ms. */
  accepted: [number: number, at: number][];
}

const GENERATOR = path.join(import.meta.dirname, 'load-generator.ts');

/** Delivers webhooks from a process of its own; one result per stream, in their order. */
export async function runLoad(plan: LoadPlan): Promise<StreamResult[]> {
  const child = fork(GENERATOR, { serialization: 'advanced' });
  atEnd(() => void child.kill());
  return new Promise((resolve, reject) => {
    child.once('message', (results: StreamResult[]) => resolve(results));
    child.once('exit', (code) => reject(new Error(`The load ended early (${code}).`)));
    child.send(plan);
  });
}
