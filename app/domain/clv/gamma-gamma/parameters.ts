/**
 * The value of a purchase day is Gamma(p, rate ν) with ν ~ Gamma(q, rate v) of each customer,
 * independent of how often he buys. v is an amount, in the unit of the values; p and q have no unit.
 * (Fader & Hardie 2013, "The Gamma-Gamma model of monetary value"; their γ is v)
 */
export interface GammaGammaParameters {
  p: number;
  q: number;
  v: number;
}
