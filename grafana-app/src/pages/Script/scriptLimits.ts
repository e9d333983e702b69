import type { ScriptLimitsInput } from '../../api/generated/graphql';

/** What a script may use at least and at most; the platform has the same. */
export const bounds = {
  memoryMiB: { min: 16, max: 1_048_576 },
  cpuSeconds: { min: 1, max: 86_400 },
  openFiles: { min: 16, max: 65_536 },
  processes: { min: 1, max: 16_384 },
  fileMiB: { min: 1, max: 1_048_576 },
};
export type BoundName = keyof typeof bounds;
export const boundNames: readonly BoundName[] = ['memoryMiB', 'cpuSeconds', 'openFiles', 'processes', 'fileMiB'];

/** Limits as they are being written; a number that is empty is the runner's usual. */
export type DraftLimits = { network: boolean } & Record<BoundName, string>;

export function isBound(name: BoundName, text: string): boolean {
  const number = Number(text);
  return text === '' || (Number.isInteger(number) && number >= bounds[name].min && number <= bounds[name].max);
}

export function toDraftLimits(limits: Partial<Record<BoundName, number | null>> & { network: boolean }): DraftLimits {
  const text = (name: BoundName) => String(limits[name] ?? '');
  return {
    network: limits.network,
    ...{ memoryMiB: text('memoryMiB'), cpuSeconds: text('cpuSeconds'), openFiles: text('openFiles') },
    ...{ processes: text('processes'), fileMiB: text('fileMiB') },
  };
}

/** The limits as the platform takes them; what is no number is left out. */
export function toLimits({ network, ...texts }: DraftLimits): ScriptLimitsInput {
  const said = boundNames.filter((name) => texts[name] !== '' && isBound(name, texts[name]));
  return { network, ...Object.fromEntries(said.map((name) => [name, Number(texts[name])])) };
}
