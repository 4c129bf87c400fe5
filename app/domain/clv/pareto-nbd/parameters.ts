/**
 * Purchases are Poisson with a rate λ ~ Gamma(r, rate α) while the customer is alive, and the
 * lifetime is exponential with a rate μ ~ Gamma(s, rate β). α and β are times, in the unit of the
 * histories. (Schmittlein, Morrison & Colombo 1987)
 */
export interface ParetoNbdParameters {
  r: number;
  alpha: number;
  s: number;
  beta: number;
}
