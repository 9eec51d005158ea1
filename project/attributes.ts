import { type Field, listOf, type ScalarKind, scalar, TEXT_KINDS, type Type } from '../stdlib/index.ts';

/** The record type that a JSON Schema describes, or why it describes none, as a part of a sentence. */
export type Attributes =
  | { readonly kind: 'record'; readonly type: Type }
  | { readonly kind: 'unusable'; readonly reason: string };

/**
 * Reads a JSON Schema of an object as a record type of the language. A record that lists its properties is closed
 * unless it says `additionalProperties: true`, so that a slip in a name is found. What the language has no type for
 * (`oneOf`, `allOf`, references to other files …) takes the type of what it meets.
 */
export function attributesOf(schema: unknown): Attributes {
  const root = asRecord(schema);
  if (root === null) return unusable('it is not a JSON Schema, which is an object');
  const type = typeOf(root, { root, depth: 0 });
  return type.kind === 'record'
    ? { kind: 'record', type }
    : unusable('it does not describe an object with `"type": "object"` and `"properties"`');
}

type JsonRecord = ReadonlyMap<string, unknown>;

interface Place {
  readonly root: JsonRecord;
  readonly depth: number;
}

const DEEPEST = 20;
const ANY: Type = { kind: 'any' };

const FORMATS: ReadonlyMap<string, ScalarKind> = new Map([
  ['email', 'email'],
  ['idn-email', 'email'],
  ['hostname', 'domain'],
  ['idn-hostname', 'domain'],
  ['uri', 'url'],
  ['iri', 'url'],
  ['date', 'date'],
  ['time', 'time'],
  ['date-time', 'instant'],
  ['ipv4', 'ip'],
  ['ipv6', 'ip'],
  ['ip', 'ip'],
]);

function typeOf(schema: JsonRecord, place: Place): Type {
  if (place.depth > DEEPEST) return ANY;
  const below = { root: place.root, depth: place.depth + 1 };
  const referred = schema.has('$ref') ? resolve(schema.get('$ref'), place.root) : schema;
  if (referred === null) return ANY;
  if (referred !== schema) return typeOf(referred, below);
  switch (jsonTypeOf(schema)) {
    case 'string':
      return textType(schema.get('format'));
    case 'number':
    case 'integer':
      return scalar('number');
    case 'boolean':
      return scalar('yes/no');
    case 'array': {
      const items = asRecord(schema.get('items'));
      return listOf(items === null ? ANY : typeOf(items, below));
    }
    case 'object':
      return recordType(schema, below);
    case null:
      return ANY;
  }
}

const JSON_TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object'] as const;

/** The one type that a value may have; `null` beside it is how JSON says that a field may be left out. */
function jsonTypeOf(schema: JsonRecord): (typeof JSON_TYPES)[number] | null {
  const named = schema.get('type');
  if (named !== undefined) {
    const types = (Array.isArray(named) ? named : [named]).filter((type) => type !== 'null');
    return types.length === 1 ? (JSON_TYPES.find((type) => type === types[0]) ?? null) : null;
  }
  if (schema.has('properties')) return 'object';
  const choices: unknown = schema.get('enum') ?? [schema.get('const')];
  return Array.isArray(choices) && choices.every((one) => typeof one === 'string') ? 'string' : null;
}

/** The formats of JSON Schema, and the text types of the language by their own names: `"format": "group"`. */
function textType(format: unknown): Type {
  if (typeof format !== 'string') return scalar('text');
  return scalar(FORMATS.get(format) ?? TEXT_KINDS.find((kind) => kind === format) ?? 'text');
}

function recordType(schema: JsonRecord, place: Place): Type {
  const properties = asRecord(schema.get('properties'));
  const fields = new Map<string, Field>();
  for (const [name, value] of properties ?? []) {
    const field = asRecord(value);
    fields.set(name, field === null ? { type: ANY, summary: '' } : fieldOf(field, place));
  }
  const additional = schema.get('additionalProperties');
  const open = additional === undefined ? properties === null : additional !== false;
  return { kind: 'record', fields, open };
}

function fieldOf(schema: JsonRecord, place: Place): Field {
  const summary =
    [schema.get('description'), schema.get('title')].find((text) => typeof text === 'string') ?? '';
  const examples = schema.get('examples');
  const example: unknown = Array.isArray(examples) ? examples[0] : undefined;
  const type = typeOf(schema, place);
  return example === undefined ? { type, summary } : { type, summary, example };
}

/** `#/$defs/address` and `#/definitions/address`. */
function resolve(reference: unknown, root: JsonRecord): JsonRecord | null {
  const [, group, name] =
    typeof reference === 'string' ? (/^#\/(\$defs|definitions)\/([^/]+)$/.exec(reference) ?? []) : [];
  return group === undefined || name === undefined ? null : asRecord(asRecord(root.get(group))?.get(name));
}

function asRecord(value: unknown): JsonRecord | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return new Map(Object.entries(value));
}

function unusable(reason: string): Attributes {
  return { kind: 'unusable', reason };
}
