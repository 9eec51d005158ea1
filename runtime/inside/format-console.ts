/**
 * One line of the console, as Node would write it but short: at most `longest` characters. Reads records without
 * running their getters.
 */
export function formatConsole(values: readonly unknown[], longest: number): string {
  const budget: Budget = { left: longest };
  const parts: string[] = [];
  let next = 0;
  const [first] = values;
  if (typeof first === 'string') {
    next = 1;
    const filled = cut(first, longest).replace(/%[sdifjoOc%]/g, (mark) => {
      if (mark === '%%') return '%';
      if (next >= values.length) return mark;
      const value = values[next];
      next += 1;
      return fill(mark, value, budget);
    });
    parts.push(filled);
  }
  for (; next < values.length && budget.left > 0; next += 1)
    parts.push(shown(values[next], budget, 'outside'));
  return cut(parts.join(' '), longest);
}

/** Characters that may still be written. */
interface Budget {
  left: number;
}

const DEPTH = 3;
const ENTRIES = 100;
const LARGE = 10n ** 30n;

function fill(mark: string, value: unknown, budget: Budget): string {
  switch (mark) {
    case '%c':
      return '';
    case '%s':
      return shown(value, budget, 'outside');
    case '%d':
    case '%i':
    case '%f':
      if (typeof value === 'number') return String(mark === '%i' ? Math.trunc(value) : value);
      return typeof value === 'string' ? String(Number(value)) : shown(value, budget, 'outside');
    default:
      return shown(value, budget, 'inside');
  }
}

function shown(value: unknown, budget: Budget, place: 'outside' | 'inside'): string {
  const text = inspect(value, budget, place, []);
  budget.left -= text.length;
  return text;
}

function inspect(
  value: unknown,
  budget: Budget,
  place: 'outside' | 'inside',
  within: readonly object[],
): string {
  switch (typeof value) {
    case 'string':
      return place === 'outside' ? cut(value, budget.left) : quote(cut(value, budget.left));
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'bigint':
      return value < LARGE && value > -LARGE ? `${value}n` : 'a large number';
    case 'symbol':
      return `Symbol(${cut(value.description ?? '', budget.left)})`;
    case 'function':
      return `[Function${textOf(ownValue(value, 'name'), ': ')}]`;
    case 'object':
      return value === null ? 'null' : inspectObject(value, budget, within);
    case 'undefined':
    case 'boolean':
      return String(value);
  }
}

function inspectObject(value: object, budget: Budget, within: readonly object[]): string {
  if (within.includes(value)) return '[Circular *1]';
  const special = inspectSpecial(value, budget, within);
  if (special !== null) return special;
  const isList = Array.isArray(value);
  if (within.length >= DEPTH) return isList ? '[Array]' : '[Object]';
  const parts: string[] = [];
  const keys = Reflect.ownKeys(value).filter((key) => !(isList && key === 'length'));
  for (const key of keys) {
    if (parts.length >= ENTRIES || budget.left <= 0) {
      parts.push(`... ${keys.length - parts.length} more`);
      break;
    }
    const property = Reflect.getOwnPropertyDescriptor(value, key);
    if (property?.enumerable !== true) continue;
    const text =
      'value' in property ? inspect(property.value, budget, 'inside', [...within, value]) : '[Getter]';
    const part = isList && /^\d+$/.test(String(key)) ? text : `${nameOf(key)}: ${text}`;
    budget.left -= part.length;
    parts.push(part);
  }
  if (parts.length === 0) return isList ? '[]' : '{}';
  const inner = parts.join(', ');
  return isList ? `[ ${inner} ]` : `{ ${inner} }`;
}

/** What is more than its properties. */
function inspectSpecial(value: object, budget: Budget, within: readonly object[]): string | null {
  const tag = Object.prototype.toString.call(value);
  if (tag === '[object Error]') {
    const cause = causeText(value, budget, within);
    const stack: unknown = Reflect.get(value, 'stack');
    if (typeof stack === 'string' && stack.includes('\n    at ')) {
      return cut(withoutOurs(stack), budget.left) + cause;
    }
    return `[${textOf(Reflect.get(value, 'name'), '')}${textOf(Reflect.get(value, 'message'), ': ')}]${cause}`;
  }
  try {
    if (tag === '[object Date]') return new Date(Date.prototype.getTime.call(value)).toISOString();
    if (tag === '[object RegExp]') return cut(RegExp.prototype.toString.call(value), budget.left);
  } catch {
    // It only says that it is one.
  }
  if (tag === '[object Map]' || tag === '[object Set]' || tag === '[object Promise]') return tag;
  if (ArrayBuffer.isView(value)) return `<${tag.slice(8, -1)} of ${value.byteLength} bytes>`;
  return null;
}

/** What a stack says of the rule: lines of the library and of the code around it are left out. */
function withoutOurs(stack: string): string {
  const lines = cut(stack, LONGEST_STACK).split('\n');
  return lines.filter((line) => !/^ {4}at .*\blintel:/.test(line)).join('\n');
}

const LONGEST_STACK = 4000;

function causeText(error: object, budget: Budget, within: readonly object[]): string {
  const cause = ownValue(error, 'cause');
  if (cause === undefined || within.length >= DEPTH) return '';
  return ` { [cause]: ${inspect(cause, budget, 'inside', [...within, error])} }`;
}

function ownValue(value: object, key: string): unknown {
  return Reflect.getOwnPropertyDescriptor(value, key)?.value;
}

function textOf(value: unknown, before: string): string {
  return typeof value === 'string' && value !== '' ? before + cut(value, ENTRIES) : '';
}

function nameOf(key: PropertyKey): string {
  const name = typeof key === 'symbol' ? `[${key.description ?? ''}]` : String(key);
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) || typeof key === 'symbol' ? name : quote(name);
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll("'", "\\'")}'`;
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, Math.max(0, longest))}…`;
}
