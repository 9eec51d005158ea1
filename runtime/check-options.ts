import { describeShape } from './messages.ts';
import { nearestName } from './nearest-name.ts';

/** What an option can be, and how it is said after `expected`. */
export interface Expected {
  readonly expected: string;
  readonly fits: (value: unknown) => boolean;
}

/**
 * Throws a `TypeError` for whoever wrote the program, where an option has a name that there is not, or a value that nobody can
 * mean: it would be passed over, and the program would go on with something else than it asked for. What is `undefined` was
 * not given. `owner` is whose options they are, such as `openTenants`.
 */
export function checkOptions(owner: string, given: object, known: Readonly<Record<string, Expected>>): void {
  for (const [name, value] of Object.entries(given)) {
    const option = Object.hasOwn(known, name) ? known[name] : undefined;
    if (option === undefined) throw new TypeError(`${owner}: ${unknownName(name, Object.keys(known))}`);
    if (value === undefined || option.fits(value)) continue;
    const found = describeShape(value);
    throw new TypeError(`${owner}: \`${name}\` is ${found}; expected ${option.expected}`);
  }
}

export const FUNCTION: Expected = { expected: 'a function', fits: (value) => typeof value === 'function' };

/** An empty one signs nothing, and it is what a variable gives that was never set. */
export const SECRET: Expected = {
  expected: 'a text that is not empty and that nobody else knows',
  fits: (value) => typeof value === 'string' && value !== '',
};

/** Of time or of things; without an end, too. */
export const AMOUNT: Expected = {
  expected: 'a number from 0 up',
  fits: (value) => typeof value === 'number' && value >= 0,
};

export const COUNT: Expected = {
  expected: 'a whole number from 0 up',
  fits: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0,
};

/** Something with these methods; `what` is what it is, such as `a store, as openSqliteStore gives one`. */
export function thingWith(what: string, ...methods: readonly string[]): Expected {
  return {
    expected: what,
    fits: (value) =>
      typeof value === 'object' &&
      value !== null &&
      methods.every((name) => typeof Reflect.get(value, name) === 'function'),
  };
}

/** What is wrong with a name that there is not among `names`. */
export function unknownName(name: string, names: readonly string[]): string {
  const near = nearestName(name, names);
  const help =
    near === null ? `there are ${names.map((one) => `\`${one}\``).join(', ')}` : `did you mean \`${near}\`?`;
  return `there is no option \`${name}\`; ${help}`;
}
