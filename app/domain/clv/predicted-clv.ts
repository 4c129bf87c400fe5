/**
 * Predicted CLV of each customer: expected order value × discounted expected purchases × margin, for
 * the models take both as independent. (Fader, Hardie & Lee 2005, "RFM and CLV", eq. 1)
 * @param marginRate what remains of a value as profit, from 0 to 1; 1 counts revenue
 * @returns in the unit of the order values
 */
export function predictedClv(
  orderValues: Float64Array,
  discountedPurchases: Float64Array,
  marginRate = 1,
): Float64Array {
  return orderValues.map((value, row) => value * (discountedPurchases[row] ?? 0) * marginRate);
}
