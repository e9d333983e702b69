import { asRecord } from '../../../api/errors';

/** An input of a playbook, as its form shows it. */
export interface PlaybookInput {
  name: string;
  type: 'string' | 'number' | 'boolean';
  description: string;
  required: boolean;
  /** What it is when nothing is said. */
  usual: string | number | boolean | undefined;
  options: Array<string | number>;
}

/** The inputs of a definition, in their order. */
export function readInputs(definition: unknown): PlaybookInput[] {
  return Object.entries(asRecord(asRecord(definition).inputs)).map(([name, value]) => {
    const { type, description, required, default: usual, options } = asRecord(value);
    return {
      name,
      type: type === 'number' || type === 'boolean' ? type : 'string',
      description: typeof description === 'string' ? description : '',
      required: required === true,
      usual: typeof usual === 'string' || typeof usual === 'number' || typeof usual === 'boolean' ? usual : undefined,
      options: Array.isArray(options)
        ? options.filter((option) => typeof option === 'string' || typeof option === 'number')
        : [],
    };
  });
}

/** What is typed for the inputs, by their names. */
export type Typed = Record<string, string | boolean>;

export function startOf(inputs: readonly PlaybookInput[]): Typed {
  return Object.fromEntries(
    inputs.map(({ name, type, usual }) => [name, type === 'boolean' ? usual === true : String(usual ?? '')])
  );
}

/** What is typed as the values that a run is started with; what is left empty is left out. */
export function valuesOf(inputs: readonly PlaybookInput[], typed: Typed): Record<string, string | number | boolean> {
  return Object.fromEntries(
    inputs.flatMap(({ name, type }): Array<[string, string | number | boolean]> => {
      const value = typed[name];
      if (typeof value === 'boolean') {
        return [[name, value]];
      }
      if (value === undefined || value === '') {
        return [];
      }
      return [[name, type === 'number' ? Number(value) : value]];
    })
  );
}

/** The inputs that keep a run from starting: those that are needed and empty, and numbers that are none. */
export function missingOf(inputs: readonly PlaybookInput[], typed: Typed): string[] {
  return inputs
    .filter(({ name, type, required }) => {
      const value = typed[name];
      return value === undefined || value === '' ? required : type === 'number' && Number.isNaN(Number(value));
    })
    .map(({ name }) => name);
}
