/**
 * Purchases are Poisson with a rate λ ~ Gamma(r, rate α) while the customer is alive, and after a
 * purchase he drops out with a probability p ~ Beta(a, b). α is a time, in the unit of the
 * histories. a is 0 where nobody ever drops out; b then says nothing.
 */
export interface BetaGeometricParameters {
  r: number;
  alpha: number;
  a: number;
  b: number;
}

/**
 * `bg-nbd`: one may drop out after each repeat purchase (Fader, Hardie & Lee 2005).
 * `mbg-nbd`: and after the first purchase too (Batislam, Denizel & Filiztekin 2007; Hoppe & Wagner
 * 2007).
 */
export type BetaGeometricName = 'bg-nbd' | 'mbg-nbd';

/** How often a customer with x repeat purchases had the chance to drop out. */
export function dropoutChances(name: BetaGeometricName, x: number): number {
  return name === 'bg-nbd' ? x : x + 1;
}

/** The regular forms, in which a purchase is the k-th of k phases that come at the rate λ. */
export type RegularName = 'bg-cnbd-k' | 'mbg-cnbd-k';

/** The form with k = 1. */
export function plainForm(name: RegularName): BetaGeometricName {
  return name === 'bg-cnbd-k' ? 'bg-nbd' : 'mbg-nbd';
}
