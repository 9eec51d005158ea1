import { type Code, identifier } from './code.ts';
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
}

/** A library function's name, noted as used. */
export function call(name: string, context: EmitContext): Code {
  context.functions.add(name);
  return identifier(name);
}
