/** The `code` of a failed system call, such as `ENOENT`; undefined for anything else that was thrown. */
export function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}
