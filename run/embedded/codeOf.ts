/**
 * The system's code of a thrown value (`ENOENT`, `EACCES`, …), if it has one. Asked by shape, not by class: an error of Node's
 * own belongs to another realm than the code of a test, where `instanceof Error` denies it.
 */
export function codeOf(thrown: unknown): string | undefined {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
}
