import { type Address, writeAddress } from './definition';

/** Something that is wrong with a playbook, and where. */
export interface Problem {
  /** `steps[0].then[1].url`; empty for the playbook as a whole. */
  path: string;
  message: string;
  /** Line of the YAML, from 1. */
  line?: number | null;
}

/** What is wrong with exactly this field or with something inside it. */
export function problemsAt(problems: readonly Problem[], address: Address): Problem[] {
  const at = writeAddress(address);
  return problems.filter(({ path }) => path === at || path.startsWith(`${at}.`) || path.startsWith(`${at}[`));
}

/** Addresses of the steps that something is wrong with: of each problem the innermost step that it stands in. */
export function faultyAddresses(problems: readonly Problem[]): Set<string> {
  return new Set(problems.map(({ path }) => innermost(path)).filter((address) => address !== ''));
}

/** The part of a path up to its last step; empty when it stands in none. */
function innermost(path: string): string {
  const steps = [...path.matchAll(/(?:^|\.)(?:(?:steps|then|else|rollBack)\[\d+\]|branches\[\d+\]\[\d+\])/g)];
  const last = steps.at(-1);
  return last === undefined ? '' : path.slice(0, last.index + last[0].length);
}
