import type { Value } from './openYaml.ts';

/** The texts of a sequence; none where there is no sequence. */
export function textsOf(list: Value | undefined): string[] {
  return (list?.items() ?? []).flatMap((item) => item.text() ?? []);
}
