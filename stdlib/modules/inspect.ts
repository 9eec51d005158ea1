import { quote } from './quote.ts';

/** The options of `util.inspect` that are heeded; others are let pass. */
export interface InspectOptions {
  readonly depth?: number | null;
  readonly breakLength?: number;
  /** How many of the innermost levels may share a line; `false`: none. */
  readonly compact?: number | boolean;
  readonly sorted?: boolean;
  readonly maxArrayLength?: number | null;
  readonly maxStringLength?: number | null;
}

export const INSPECTED: unique symbol = Symbol.for('nodejs.util.inspect.custom') as never;

/** A value as text for people, laid out as Node does; long lists are not set in columns. */
export function inspect(value: unknown, options: InspectOptions = {}): string {
  const writer: Writer = {
    depth: options.depth === null ? Number.POSITIVE_INFINITY : (options.depth ?? 2),
    width: options.breakLength ?? 80,
    levels: options.compact === false ? 0 : typeof options.compact === 'number' ? options.compact : 3,
    isSorted: options.sorted === true,
    items: options.maxArrayLength === null ? Number.POSITIVE_INFINITY : (options.maxArrayLength ?? 100),
    characters:
      options.maxStringLength === null ? Number.POSITIVE_INFINITY : (options.maxStringLength ?? 10_000),
    within: [],
    circles: new Map(),
    options,
  };
  return written(value, writer).text;
}

interface Writer {
  readonly depth: number;
  readonly width: number;
  readonly levels: number;
  readonly isSorted: boolean;
  readonly items: number;
  readonly characters: number;
  /** The objects around the one that is written. */
  readonly within: readonly object[];
  /** Those that contain themselves, numbered. */
  readonly circles: Map<object, number>;
  readonly options: InspectOptions;
}

interface Written {
  readonly text: string;
  /** Levels of records within. */
  readonly height: number;
}

function written(value: unknown, writer: Writer): Written {
  if (typeof value === 'string') return flat(quote(cut(value, writer.characters)));
  if (typeof value === 'bigint') return flat(`${value}n`);
  if (Object.is(value, -0)) return flat('-0');
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null)
    return flat(String(value));
  const custom: unknown = Reflect.get(value, INSPECTED);
  if (typeof custom === 'function') {
    const made: unknown = custom.call(value, writer.depth - writer.within.length, writer.options, inspect);
    return typeof made === 'string'
      ? flat(made)
      : made === value
        ? record(value, writer)
        : written(made, writer);
  }
  if (!writer.within.includes(value)) return record(value, writer);
  const number = writer.circles.get(value) ?? writer.circles.size + 1;
  writer.circles.set(value, number);
  return flat(`[Circular *${number}]`);
}

function flat(text: string): Written {
  return { text, height: 0 };
}

function record(value: object, writer: Writer): Written {
  const { head, open, close, entries } = partsOf(value, writer);
  const inner = { ...writer, within: [...writer.within, value] };
  if (writer.within.length > writer.depth && head === '' && entries.length > 0)
    return flat(`[${nameOf(value, 'Object')}]`);
  if (writer.within.length > writer.depth && entries.length > 0)
    return flat(`[${head.replace(/\(\d+\)$/, '')}]`);
  const parts = entries.map((entry) => entry(inner));
  const number = writer.circles.get(value);
  const prefix = number === undefined ? head : `<ref *${number}> ${head}`.trimEnd();
  if (parts.length === 0)
    return flat(open === '' ? prefix : `${prefix}${prefix === '' ? '' : ' '}${open}${close}`);
  const height = 1 + Math.max(...parts.map((part) => part.height));
  const begin = `${prefix}${prefix === '' ? '' : ' '}${open || '{'}`;
  const end = close || '}';
  const indent = '  '.repeat(writer.within.length);
  const texts = parts.map(({ text }) => text);
  const gap = number === undefined && open !== '' ? 0 : 1;
  const length = texts.join('').length + 2 * texts.length + begin.length - gap + indent.length + 10;
  if (height <= writer.levels && length <= writer.width && !texts.some((text) => text.includes('\n'))) {
    return { text: `${begin} ${texts.join(', ')} ${end}`, height };
  }
  return { text: `${begin}\n${indent}  ${texts.join(`,\n${indent}  `)}\n${indent}${end}`, height };
}

type Entry = (writer: Writer) => Written;

interface Parts {
  readonly head: string;
  /** Empty where a value stands for itself and braces are only needed for what was added to it. */
  readonly open: string;
  readonly close: string;
  readonly entries: readonly Entry[];
}

function partsOf(value: object, writer: Writer): Parts {
  const self = (head: string): Parts => ({
    head,
    open: '',
    close: '',
    entries: propertiesOf(value, writer, []),
  });
  if (Array.isArray(value))
    return list(
      value,
      value,
      nameOf(value, 'Array') === 'Array' ? '' : `${nameOf(value, 'Array')}(${value.length})`,
      writer,
    );
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const items = Array.from(value as unknown as Iterable<unknown>);
    return list(value, items, `${nameOf(value, 'TypedArray')}(${items.length})`, writer);
  }
  if (value instanceof Date)
    return self(Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString());
  if (value instanceof RegExp) return self(String(value));
  if (value instanceof Error)
    return { ...self(errorText(value)), entries: propertiesOf(value, writer, ['stack', 'message', 'name']) };
  if (typeof value === 'function') return self(functionText(value));
  if (value instanceof Number || value instanceof String || value instanceof Boolean) {
    const boxed = value.valueOf();
    return self(`[${nameOf(value, 'Object')}: ${typeof boxed === 'string' ? quote(boxed) : boxed}]`);
  }
  const braces = { open: '{', close: '}' };
  if (value instanceof Map) {
    const pairs = [...value].map(
      ([key, item]): Entry =>
        (inner) => {
          const [left, right] = [written(key, inner), written(item, inner)];
          return { text: `${left.text} => ${right.text}`, height: Math.max(left.height, right.height) };
        },
    );
    return {
      ...braces,
      head: `${nameOf(value, 'Map')}(${value.size})`,
      entries: [...pairs, ...propertiesOf(value, writer, [])],
    };
  }
  if (value instanceof Set) {
    const items = [...value].map(
      (item): Entry =>
        (inner) =>
          written(item, inner),
    );
    return {
      ...braces,
      head: `${nameOf(value, 'Set')}(${value.size})`,
      entries: [...items, ...propertiesOf(value, writer, [])],
    };
  }
  const name = nameOf(value, '[Object: null prototype]');
  return { ...braces, head: name === 'Object' ? '' : name, entries: propertiesOf(value, writer, []) };
}

function list(value: object, items: readonly unknown[], head: string, writer: Writer): Parts {
  const entries: Entry[] = [];
  for (let index = 0; index < Math.min(items.length, writer.items); index += 1) {
    entries.push(index in items ? (inner) => written(items[index], inner) : () => flat('<1 empty item>'));
  }
  const more = items.length - entries.length;
  if (more > 0) entries.push(() => flat(`... ${more} more item${more === 1 ? '' : 's'}`));
  const isIndex = (key: PropertyKey) => typeof key === 'string' && /^\d+$/.test(key);
  const others = propertiesOf(value, writer, Reflect.ownKeys(value).filter(isIndex));
  return { head, open: '[', close: ']', entries: [...entries, ...others] };
}

function propertiesOf(value: object, writer: Writer, without: readonly PropertyKey[]): readonly Entry[] {
  const keys = Reflect.ownKeys(value).filter(
    (key) => !without.includes(key) && Object.prototype.propertyIsEnumerable.call(value, key),
  );
  if (writer.isSorted) keys.sort((one, other) => (String(one) < String(other) ? -1 : 1));
  return keys.map(
    (key): Entry =>
      (inner) => {
        const { get, set, value: item } = Object.getOwnPropertyDescriptor(value, key) ?? {};
        const content =
          get === undefined && set === undefined
            ? written(item, inner)
            : flat(get === undefined ? '[Setter]' : set === undefined ? '[Getter]' : '[Getter/Setter]');
        return { ...content, text: `${keyText(key)}: ${content.text}` };
      },
  );
}

function keyText(key: string | symbol): string {
  if (typeof key === 'symbol') return String(key);
  return /^[a-zA-Z_][a-zA-Z_0-9]*$/.test(key) ? key : quote(key);
}

function nameOf(value: object, otherwise: string): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (typeof prototype !== 'object' || prototype === null) return otherwise;
  const made: unknown = Reflect.get(prototype, 'constructor');
  return typeof made === 'function' && made.name !== '' ? made.name : 'Object';
}

function errorText(error: Error): string {
  const { stack } = error;
  return typeof stack === 'string' && stack !== '' ? stack : `[${String(error)}]`;
}

function functionText(value: { readonly name?: unknown }): string {
  const name = typeof value.name === 'string' && value.name !== '' ? value.name : null;
  if (/^class\b/.test(Function.prototype.toString.call(value))) return `[class ${name ?? '(anonymous)'}]`;
  const kind = nameOf(value, 'Function');
  return name === null ? `[${kind} (anonymous)]` : `[${kind}: ${name}]`;
}

function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const more = text.length - longest;
  return `${text.slice(0, longest)}... ${more} more character${more === 1 ? '' : 's'}`;
}
