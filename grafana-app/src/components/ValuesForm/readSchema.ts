import { asRecord } from '../../api/errors';

/** How a value of a schema is filled in. */
export type Shape =
  | { kind: 'text'; type: 'text' | 'date' | 'email' | 'url'; placeholder?: string; isLong: boolean; most?: number }
  | { kind: 'number'; isWhole: boolean; min?: number; max?: number }
  | { kind: 'switch' }
  /** One of some values of any type. */
  | { kind: 'choice'; options: unknown[] }
  /** Some of them. */
  | { kind: 'choices'; options: unknown[] }
  /** A list of short texts. */
  | { kind: 'words' }
  | { kind: 'list'; item: Shape; most?: number }
  | { kind: 'group'; fields: SchemaField[] }
  /** What has no form: several shapes at once, or an object that says nothing of what is in it. */
  | { kind: 'json' };

export interface SchemaField {
  name: string;
  title: string;
  description: string | undefined;
  required: boolean;
  usual: unknown;
  shape: Shape;
}

/** Deeper than this a value is written as JSON; a schema may refer to itself. */
const deepest = 5;

/**
 * The fields of a JSON Schema of an object (draft-07), those that are needed first: the platform does not keep their order. References to what is in the schema
 * are followed.
 */
export function fieldsOf(schema: unknown): SchemaField[] {
  const shape = shapeOf(schema, schema, 0);
  return shape.kind === 'group' ? shape.fields : [];
}

function shapeOf(given: unknown, root: unknown, depth: number): Shape {
  const schema = follow(given, root);
  const { format, items, maxLength, minimum, maximum, maxItems, properties } = schema;
  if (Array.isArray(schema.enum)) {
    return { kind: 'choice', options: schema.enum };
  }
  if (depth > deepest || 'oneOf' in schema || 'anyOf' in schema || 'allOf' in schema) {
    return { kind: 'json' };
  }
  switch (typeOf(schema)) {
    case 'boolean':
      return { kind: 'switch' };
    case 'number':
    case 'integer':
      return {
        ...{ kind: 'number', isWhole: typeOf(schema) === 'integer' },
        ...(typeof minimum === 'number' && { min: minimum }),
        ...(typeof maximum === 'number' && { max: maximum }),
      };
    case 'string':
      return {
        ...{ kind: 'text', ...(inputs[String(format)] ?? { type: 'text' }) },
        // What may be long is given room.
        isLong: format === undefined && typeof maxLength === 'number' && maxLength > 200,
        ...(typeof maxLength === 'number' && { most: maxLength }),
      };
    case 'array': {
      if (items === undefined) {
        return { kind: 'json' };
      }
      const item = shapeOf(items, root, depth + 1);
      return item.kind === 'choice'
        ? { kind: 'choices', options: item.options }
        : item.kind === 'text' && item.type === 'text' && !item.isLong
          ? { kind: 'words' }
          : { kind: 'list', item, ...(typeof maxItems === 'number' && { most: maxItems }) };
    }
    case 'object':
      return Object.keys(asRecord(properties)).length === 0
        ? { kind: 'json' }
        : { kind: 'group', fields: readFields(schema, root, depth) };
    default:
      return { kind: 'json' };
  }
}

const inputs: Partial<Record<string, Pick<Extract<Shape, { kind: 'text' }>, 'type' | 'placeholder'>>> = {
  date: { type: 'date' },
  email: { type: 'email' },
  uri: { type: 'url', placeholder: 'https://' },
  'date-time': { type: 'text', placeholder: '2026-11-27T10:00:00Z' },
  time: { type: 'text', placeholder: '10:00:00Z' },
};

function readFields(schema: Record<string, unknown>, root: unknown, depth: number): SchemaField[] {
  const required = Array.isArray(schema.required) ? schema.required : [];
  const fields = Object.entries(asRecord(schema.properties)).map(([name, property]): SchemaField => {
    const { title, description, default: usual } = follow(property, root);
    return {
      name,
      title: typeof title === 'string' ? title : name,
      description: typeof description === 'string' ? description : undefined,
      ...{ required: required.includes(name), usual, shape: shapeOf(property, root, depth + 1) },
    };
  });
  return [...fields.filter((field) => field.required), ...fields.filter((field) => !field.required)];
}

/** The only type besides null that a schema allows; undefined when it allows several. */
function typeOf({ type, properties }: Record<string, unknown>): unknown {
  if (Array.isArray(type)) {
    const types = type.filter((each) => each !== 'null');
    return types.length === 1 ? types[0] : undefined;
  }
  return type ?? (properties === undefined ? undefined : 'object');
}

/** A schema in place of a reference to it, such as `#/definitions/host`. */
function follow(schema: unknown, root: unknown, hops = 0): Record<string, unknown> {
  const record = asRecord(schema);
  const { $ref: reference } = record;
  if (typeof reference !== 'string' || hops > deepest) {
    return record;
  }
  const parts = reference.replace(/^#\/?/, '').split('/');
  return follow(
    parts.reduce<unknown>((value, part) => (part === '' ? value : asRecord(value)[part]), root),
    root,
    hops + 1
  );
}

/** Values by the name of their field. */
export type AskedValues = Record<string, unknown>;

/** What a form begins with: the defaults of its schema, and "no" for a switch that must be set. */
export function startValues(schema: unknown): AskedValues {
  return startOf(fieldsOf(schema));
}

function startOf(fields: SchemaField[]): AskedValues {
  return Object.fromEntries(
    fields.flatMap(({ name, usual, required, shape }): Array<[string, unknown]> => {
      if (usual !== undefined) {
        return [[name, usual]];
      }
      if (shape.kind === 'group') {
        const inner = startOf(shape.fields);
        return Object.keys(inner).length === 0 ? [] : [[name, inner]];
      }
      return shape.kind === 'switch' && required ? [[name, false]] : [];
    })
  );
}

/** What was filled in, without what was left empty and without what the schema does not name any more. What does not fit is told by the platform. */
export function readValues(schema: unknown, values: AskedValues): AskedValues {
  return readGroup(fieldsOf(schema), values);
}

function readGroup(fields: SchemaField[], values: AskedValues): AskedValues {
  return Object.fromEntries(
    fields.flatMap(({ name, shape, required }): Array<[string, unknown]> => {
      const given = values[name];
      if (shape.kind === 'group') {
        const inner = readGroup(shape.fields, asRecord(given));
        // What is missing in an object that is needed is named by the platform.
        return required || Object.keys(inner).length > 0 ? [[name, inner]] : [];
      }
      const value = readValue(shape, given);
      return value === undefined ? [] : [[name, value]];
    })
  );
}

function readValue(shape: Shape, value: unknown): unknown {
  if (value === undefined || value === '') {
    return undefined;
  }
  if (shape.kind === 'group') {
    return readGroup(shape.fields, asRecord(value));
  }
  return shape.kind === 'list' && Array.isArray(value)
    ? value.map((each) => readValue(shape.item, each)).filter((each) => each !== undefined)
    : value;
}
