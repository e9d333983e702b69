/** A parameter of a template, as a form shows it. */
export interface Parameter {
  name: string;
  kind: 'text' | 'number' | 'choice';
  /** What it is unless somebody says otherwise. */
  usual: string;
  description: string;
  choices: string[];
}

/** Reads the parameters out of a template's JSON Schema; what this version cannot show is a text. */
export function readParameters(schema: unknown): Parameter[] {
  return Object.entries(asRecord(asRecord(schema).properties)).map(([name, property]) => {
    const { type, default: usual, description, enum: choices } = asRecord(property);
    const words = Array.isArray(choices) ? choices.map(String) : [];
    return {
      name,
      kind: words.length > 0 ? 'choice' : type === 'number' || type === 'integer' ? 'number' : 'text',
      usual: usual === undefined ? '' : String(usual),
      description: typeof description === 'string' ? description : '',
      choices: words,
    };
  });
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
