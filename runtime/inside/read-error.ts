import type { RuleEnding } from '../rule-note.ts';

/** How a rule ends that calls back with something that is not falsy. `unauthorized`: a prototype of the room. */
export function endingOf(error: unknown, unauthorized: object): RuleEnding {
  const name = textOf(read(error, 'name'), SHORT);
  const message = messageOf(error);
  const code = textOf(read(error, 'code'), SHORT);
  if (name === 'UnauthorizedError' || inherits(error, unauthorized)) {
    return { kind: 'deny', message, code: code ?? 'unauthorized' };
  }
  return { kind: 'error', name: name ?? 'Error', message, code };
}

/** The words of whatever somebody threw or called back with: short, and made without calling its methods. */
export function messageOf(error: unknown): string {
  if (!isObject(error)) return textOf(error, LONG) ?? 'something without a message';
  return (
    textOf(read(error, 'message'), LONG) ||
    textOf(read(error, 'description'), LONG) ||
    'an error without a message'
  );
}

/**
 * What somebody threw, for an administrator's log: its words, the words of its cause when they say more, and the place in
 * the rule, `rules/crm.js:4:12`, when the stack tells.
 */
export function describeThrown(error: unknown): string {
  const cause = read(error, 'cause');
  const words = messageOf(error);
  const more = isObject(cause) ? textOf(read(cause, 'message'), LONG) : null;
  const whole = more === null || more === '' || words.includes(more) ? words : `${words}: ${more}`;
  return whole + placeOf(error);
}

/** The innermost place of a stack that is not in our own code. A rule can write stacks, so that it is only told. */
function placeOf(error: unknown): string {
  const stack = textOf(read(error, 'stack'), LONG) ?? '';
  const places = stack.matchAll(/^ {4}at (?:[^\n]*\()?([^()\n]{1,200}:\d+:\d+)\)?$/gm);
  for (const [, place = ''] of places) if (!place.startsWith('lintel:')) return ` (${place})`;
  return '';
}

const SHORT = 100;
const LONG = 2000;
/** Nobody inherits from further up; a proxy can pretend to. */
const STEPS = 100;

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** A getter of the rule can throw, and loop: then the slice ends. */
function read(value: unknown, key: string): unknown {
  if (!isObject(value)) return undefined;
  try {
    return Reflect.get(value, key);
  } catch {
    return undefined;
  }
}

/** Null: no text, and nothing that is as good as one. */
function textOf(value: unknown, longest: number): string | null {
  switch (typeof value) {
    case 'string':
      return value.length > longest ? `${value.slice(0, longest)}…` : value;
    case 'number':
    case 'boolean':
      return String(value);
    // The digits of a very long one take for ever, and the description of a symbol is a text.
    case 'bigint':
      return value < LARGE && value > -LARGE ? String(value) : 'a large number';
    case 'symbol':
      return textOf(value.description, longest);
    case 'undefined':
    case 'object':
    case 'function':
      return null;
  }
}

const LARGE = 10n ** 30n;

function inherits(value: unknown, prototype: object): boolean {
  if (!isObject(value)) return false;
  try {
    let step: object | null = value;
    for (let count = 0; step !== null && count < STEPS; count += 1) {
      step = Reflect.getPrototypeOf(step);
      if (step === prototype) return true;
    }
  } catch {
    // A proxy whose trap throws is none of ours.
  }
  return false;
}
