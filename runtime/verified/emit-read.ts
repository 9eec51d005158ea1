import type { FieldFacts } from '../../stdlib/index.ts';
import { forbiddenNames } from './forbidden-names.ts';

/** The variables of one function in which it keeps what it has read of a login. */
export interface Reads {
  /**
   * Code that reads a field when it is first asked for; null: its name is not safe to be read so. `as`: whoever reads an address as
   * a text looks whether it is one.
   */
  read(field: number, as?: 'text'): string | null;
  /** The variable for something that is worked out of fields. */
  keep(index: number): string;
  /** Once everything has been asked for. */
  declarations(): string;
}

/** Names the reader of a record, by the root and the names that lead to it. */
export type NameReader = (way: readonly string[]) => string;

export function createReads(fields: readonly FieldFacts[], nameReader: NameReader): Reads {
  const variables = new Set<string>();
  const records = new Map<string, string>();
  const variable = (name: string): string => {
    variables.add(name);
    return name;
  };
  /** The record that holds the last name of a path. */
  const recordOf = (root: string, way: readonly string[]): string => {
    const name = way.at(-1);
    if (name === undefined) return root;
    const key = JSON.stringify([root, ...way]);
    const record = records.get(key) ?? variable(`r${records.size}`);
    records.set(key, record);
    const reader = nameReader([root, ...way]);
    return `(${record} ??= ${reader}(${recordOf(root, way.slice(0, -1))}${member(name)}))`;
  };
  return {
    read(index, as) {
      const field = fields[index];
      if (field === undefined) throw new Error('code reads only the fields that its decider names');
      const { root, path, assumed } = field;
      const name = path.at(-1);
      if (name === undefined || path.some((part) => forbiddenNames.has(part))) return null;
      const raw = `${recordOf(root, path.slice(0, -1))}${member(name)}`;
      const value = assumed === undefined ? raw : `${raw} ?? ${literal(assumed)}`;
      if (as === 'text') return `(${variable(`t${index}`)} ??= readText(${value}))`;
      return `(${variable(`v${index}`)} ??= ${callOf(field, value)})`;
    },
    keep: (index) => variable(`o${index}`),
    declarations: () => (variables.size === 0 ? '' : `\n    let ${[...variables].join(', ')};`),
  };
}

function callOf({ shape, isList }: FieldFacts, value: string): string {
  if (isList) return shape === 'textOf' ? `readTexts(${value})` : `readList(${value}, ${shape})`;
  if (shape === 'textOf') return `readText(${value})`;
  if (shape === 'ipOf') return `readIp(${value})`;
  if (shape === 'countryOf') return `readCountry(${value})`;
  if (shape === 'truthOf') return `readTruth(${value})`;
  if (shape === 'numberOf') return `readNumber(${value})`;
  return `readValue(${value}, ${shape})`;
}

function member(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${literal(name)}]`;
}

/** JSON as JavaScript. */
function literal(value: unknown): string {
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}
