/**
 * Settings of a transaction that selects customers by a rule. Sums over orders are taken in the
 * order of an index: a hash of a million groups misses the processor's cache at each order, which
 * the planner does not reckon with. No plan runs long enough for compiling it to pay.
 */
export const SET_FOR_SETS = `set local enable_hashagg = off; set local jit = off;
  set local work_mem = '64MB'`;
