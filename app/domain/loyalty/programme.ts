import type { PointsRule } from '../campaigns/definition.ts';
import type { RuleSnapshot } from './order-plan.ts';

/** The campaign that gives points, as the ledger reads it. Instants are ISO. */
export interface PointsProgramme {
  activatedAt: string;
  /** Set while it is not active. */
  endedAt: string | null;
  /** Oldest first. */
  versions: { version: number; validFrom: string; rule: PointsRule }[];
}

/** The rule in force at a moment; null where the programme was not running then. */
export function ruleAt(
  programme: PointsProgramme | null,
  at: string,
): Omit<RuleSnapshot, 'money'> | null {
  if (!programme) return null;
  const moment = Date.parse(at);
  if (moment < Date.parse(programme.activatedAt)) return null;
  if (programme.endedAt !== null && moment >= Date.parse(programme.endedAt)) return null;
  const valid =
    programme.versions.findLast(({ validFrom }) => Date.parse(validFrom) <= moment) ??
    programme.versions[0];
  return valid ? { rule: valid.rule, ruleVersion: valid.version } : null;
}
