// How the fit of a map to the spatial autoregressive model ended, as numbers that threads can share.

export const FITTED = 0;
/** The map is constant in the block: nothing is fitted. */
export const CONSTANT = 1;
export const NOT_CONVERGED = 2;
/** I − ρA cannot be inverted. */
export const SINGULAR = 3;
/** The model found no autocorrelation beyond nearest neighbours. */
export const ROUGH = 4;
