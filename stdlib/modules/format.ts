import { type InspectOptions, inspect } from './inspect.ts';

/** `util.format`: a text with `%s` and its like, or values side by side. */
export function format(...values: readonly unknown[]): string {
  return formatWithOptions({}, ...values);
}

/** `util.formatWithOptions` */
export function formatWithOptions(options: InspectOptions, ...values: readonly unknown[]): string {
  const [first, ...rest] = values;
  if (typeof first !== 'string') return values.map((value) => side(value, options)).join(' ');
  if (rest.length === 0) return first;
  let next = 0;
  const text = first.replace(/%([sdifjoOc%])/g, (mark, kind: string) => {
    if (kind === '%') return '%';
    if (next >= rest.length) return mark;
    next += 1;
    return filled(kind, rest[next - 1], options);
  });
  return [text, ...rest.slice(next).map((value) => side(value, options))].join(' ');
}

function side(value: unknown, options: InspectOptions): string {
  return typeof value === 'string' ? value : inspect(value, options);
}

function filled(kind: string, value: unknown, options: InspectOptions): string {
  switch (kind) {
    case 's':
      return asText(value, options);
    case 'd':
      return typeof value === 'bigint' ? `${value}n` : numeric(value, Number);
    case 'i':
      return typeof value === 'bigint'
        ? `${value}n`
        : numeric(value, (one) => Number.parseInt(String(one), 10));
    case 'f':
      return typeof value === 'symbol' ? 'NaN' : shown(Number.parseFloat(String(value)));
    case 'j':
      return asJson(value);
    case 'c':
      return '';
    case 'o':
      return inspect(value, { ...options, depth: 4 });
    default:
      return inspect(value, options);
  }
}

function numeric(value: unknown, read: (value: unknown) => number): string {
  return typeof value === 'symbol' ? 'NaN' : shown(read(value));
}

function shown(number: number): string {
  return Object.is(number, -0) ? '-0' : String(number);
}

/** A record says of itself what it is only where it has its own way to do so. */
function asText(value: unknown, options: InspectOptions): string {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'number') return shown(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const own: unknown = Reflect.get(value, 'toString');
  const isOwn =
    typeof own === 'function' && own !== Object.prototype.toString && own !== Array.prototype.toString;
  return isOwn && !(value instanceof Date) ? String(value) : inspect(value, { ...options, depth: 0 });
}

function asJson(value: unknown): string {
  try {
    return String(JSON.stringify(value));
  } catch (error) {
    if (error instanceof TypeError && /circular/i.test(error.message)) return '[Circular]';
    throw error;
  }
}
