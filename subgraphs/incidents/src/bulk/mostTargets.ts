/** Most incidents of one bulk action. */
export const mostTargets = 10_000;
