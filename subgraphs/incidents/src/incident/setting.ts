import { AppError } from '#kit/errors';

/** How strictly a value is set. Alone, setting what is so already is no change; as one of many it is refused, so that it is counted as left out. */
export type Setting<Value> = {
  /** CONFLICT (`already_so`) when the incident has the value already. */
  refuseSame?: boolean;
  /** CONFLICT (`changed_since`) unless the incident has this value now: what is taken back is only what one set oneself. */
  expected?: Value | undefined;
};

/** Whether there is anything to set. Throws the CONFLICT that the setting asks for, naming the incident and `noun`. Pure. */
export function needsSetting<Value>(number: number, noun: string, now: Value, wanted: Value, { refuseSame, expected }: Setting<Value>): boolean {
  if (expected !== undefined && now !== expected) throw new AppError('CONFLICT', `Cannot set the ${noun} of incident ${number}: changed_since.`);
  if (now !== wanted) return true;
  if (refuseSame) throw new AppError('CONFLICT', `Cannot set the ${noun} of incident ${number}: already_so.`);
  return false;
}
