import type { AttemptResult } from './attempt.ts';
import type { DueEffect, EffectChannel, EffectLane } from './ports/effects-store.ts';

/** What is due for one shop on one channel. */
interface Lane extends EffectLane {
  waiting: DueEffect[];
  busy: number;
  /** How often the other side did not answer or asked to wait. */
  putOffs: number;
  /** Whether anything came of what was listed last. */
  isMoving: boolean;
}

/** Attempts at once on one channel, whoever's. */
const PER_CHANNEL = 8;
/** Attempts at once in one lane. */
const PER_LANE = 2;
/** Put-offs after which a lane is left for the next time. */
const PATIENCE = 3;

/**
 * Who is next where many shops share a few hands: each in turn and none with more than its share;
 * one whose other side hangs keeps two hands busy for a while and is then left alone.
 */
export function createEffectLanes() {
  const lanes = new Map<string, Lane>();
  const busyOn: Record<EffectChannel, number> = { shopify: 0, mail: 0 };

  function laneOf({ shopId, channel }: EffectLane): Lane {
    const key = `${shopId}/${channel}`;
    const lane = lanes.get(key) ?? {
      ...{ shopId, channel },
      ...{ waiting: [], busy: 0, putOffs: 0, isMoving: false },
    };
    // To the back: the others come first.
    lanes.delete(key);
    lanes.set(key, lane);
    return lane;
  }

  const isStuck = (lane: Lane) => lane.putOffs >= PATIENCE;
  const mayStart = (lane: Lane) =>
    !isStuck(lane) && lane.busy < PER_LANE && busyOn[lane.channel] < PER_CHANNEL;

  return {
    take(): DueEffect | null {
      const next = [...lanes.values()].find((lane) => lane.waiting.length > 0 && mayStart(lane));
      const due = next?.waiting.shift();
      if (!due) return null;
      laneOf(due).busy += 1;
      busyOn[due.channel] += 1;
      return due;
    },
    finish(due: DueEffect, result: AttemptResult): void {
      const lane = laneOf(due);
      lane.busy -= 1;
      busyOn[due.channel] -= 1;
      if (result !== 'not_ours') lane.isMoving = true;
      if (result === 'put_off') lane.putOffs += 1;
    },
    /** Adds what was listed of lanes that were not closed. */
    add(listed: readonly DueEffect[]): void {
      for (const due of listed) {
        const lane = laneOf(due);
        if (lane.waiting.length === 0) lane.isMoving = false;
        lane.waiting.push(due);
      }
    },
    /** Lanes of which no more is wanted now: at work, stuck, or taken by another process. */
    listClosed(): EffectLane[] {
      const isClosed = (lane: Lane) =>
        lane.busy > 0 || lane.waiting.length > 0 || isStuck(lane) || !lane.isMoving;
      const closed = [...lanes.values()].filter(isClosed);
      return closed.map(({ shopId, channel }) => ({ shopId, channel }));
    },
    hasRoom: () => Object.values(busyOn).some((busy) => busy < PER_CHANNEL),
  };
}
