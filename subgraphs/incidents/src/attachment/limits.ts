/** Most files of one incident. */
export const mostFiles = 200;

/** What all files of one incident may weigh together, in bytes: twenty of the largest. */
export const incidentBytes = (fileBytes: number): number => Math.min(20 * fileBytes, 2 ** 40);
