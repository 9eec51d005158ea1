import { library } from '../../stdlib/index.ts';
import type { AsksOf } from '../asks.ts';
import type { CoreField } from '../core.ts';
import { type Code, identifier, join, js, mark } from './code.ts';
import type { FieldPlaces } from './field-places.ts';
import type { Names } from './names.ts';

/** What emitting an expression needs and leaves behind. */
export interface EmitContext {
  readonly names: Names;
  /** The traced form notes every field that it reads. */
  readonly form: 'fast' | 'traced';
  /** The library functions called so far. */
  readonly functions: Set<string>;
  /** The ways in which named conditions have been asked for so far, as `surely is_staff`. */
  readonly asked: Set<string>;
  /** What has to be looked up for expressions. */
  readonly asksOf: AsksOf;
  /** The code of the fields that have been emitted. */
  readonly fields: Map<CoreField, Code>;
  /** Where the fields of the login stand; null: in `user` and `context`. */
  readonly places: FieldPlaces | null;
}

/** What named conditions and look-ups are given of the login. */
export function loginParameters({ places, form }: EmitContext): Code {
  if (places === null) return js`user, context`;
  if (form === 'traced') return js`f, now, notes`;
  return places.asks ? js`f, now, asked` : js`f, now`;
}

/** Says that what follows comes from an offset of the policy's source, in the one form that has a source map. */
export function markSource(offset: number, { form, places }: EmitContext): Code {
  return form === 'fast' && places === null ? mark(offset) : NO_MARK;
}

const NO_MARK = js``;

/** A library function's name, noted as used. */
export function call(name: string, context: EmitContext): Code {
  context.functions.add(name);
  return FUNCTIONS.get(name) ?? identifier(name);
}

const FUNCTIONS: ReadonlyMap<string, Code> = new Map(
  [...library.keys()].map((name) => [name, identifier(name)]),
);

/**
 * `f(f(a, b), c)` for a function to which it is the same how its operands are grouped. Many are put together in groups,
 * since nobody can read calls that stand thousands deep inside each other, JavaScript included.
 */
export function nestCalls(combine: Code, first: Code, rest: readonly Code[]): Code {
  if (rest.length >= GROUP) {
    const head = nestCalls(combine, first, rest.slice(0, GROUP - 1));
    const groups: Code[] = [];
    for (let at = GROUP - 1; at < rest.length; at += GROUP) {
      const [begin, ...others] = rest.slice(at, at + GROUP);
      if (begin !== undefined) groups.push(nestCalls(combine, begin, others));
    }
    return nestCalls(combine, head, groups);
  }
  const openings = rest.map(() => js`${combine}(`);
  const closings = rest.map((operand) => js`, ${operand})`);
  return join([...openings, first, ...closings], js``);
}

const GROUP = 50;
