import type { CSSProperties } from 'react';

const STRONGEST = 0.55;
const HATCH =
  'repeating-linear-gradient(135deg, transparent 0 5px, rgba(48, 48, 48, 0.16) 5px 6px)';

/** The background of a cell by how strong it is (0 to 1), hatched where it is not complete. */
export function heat(strength: number, isComplete = true): CSSProperties {
  const colour = `rgba(0, 91, 211, ${(strength * STRONGEST).toFixed(3)})`;
  return { backgroundColor: colour, ...(isComplete ? {} : { backgroundImage: HATCH }) };
}
