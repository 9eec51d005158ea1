/*
 * What the two heaps of the rule tester say to each other, as JSON. Each heap numbers the objects of its own that the
 * other one knows.
 */

/** A value on its way into the other heap. */
export type Wire = Primitive | Thing;

/** What JSON carries as it is. */
export type Primitive = null | boolean | number | string;

/** What JSON does not carry. */
export type Thing =
  | { readonly kind: 'undefined' }
  /** What JSON has no number for: not a number, the infinities, and minus zero. */
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'bigint'; readonly digits: string }
  /** Something that both heaps have, by its place in `listKnown`. */
  | { readonly kind: 'known'; readonly index: number }
  /** A symbol of `Symbol.for`. */
  | { readonly kind: 'registered'; readonly key: string }
  /** An object of the receiver that comes home, with what the sender did to its copy of it. */
  | { readonly kind: 'yours'; readonly id: number; readonly state?: CopiedForm }
  /** An object of the sender. */
  | { readonly kind: 'mine'; readonly id: number; readonly form: Form };

/** What the receiver makes of an object of the sender. */
export type Form =
  | { readonly kind: 'symbol'; readonly description: string | undefined }
  | { readonly kind: 'function'; readonly isConstructor: boolean }
  | { readonly kind: 'list'; readonly contents?: Contents }
  | { readonly kind: 'record'; readonly contents?: Contents; readonly tag?: 'Error' }
  | { readonly kind: 'promise' }
  | {
      readonly kind: 'error';
      readonly prototype: Wire;
      readonly properties: Contents;
      /** Properties that a loop does not see. */
      readonly hidden: Contents;
    }
  | CopiedForm;

/**
 * Objects whose whole state travels at every crossing, so that native functions work on both sides. `bytes`: a character
 * for each, its code the value.
 */
export type CopiedForm =
  | { readonly kind: 'date' /** Null: no valid date. */; readonly time: number | null }
  | { readonly kind: 'pattern'; readonly source: string; readonly flags: string; readonly lastIndex: number }
  | { readonly kind: 'bytes'; readonly type: string; readonly bytes: string };

export type Contents = readonly (readonly [key: string, value: Wire])[];

export interface WireDescriptor {
  readonly value?: Wire;
  readonly get?: Wire;
  readonly set?: Wire;
  readonly writable?: boolean;
  readonly enumerable?: boolean;
  readonly configurable?: boolean;
}

/** What one heap asks of an object of the other: the internal methods of objects. */
export type Question =
  | { readonly kind: 'get'; readonly of: number; readonly key: Wire; readonly receiver?: Wire }
  | {
      readonly kind: 'set';
      readonly of: number;
      readonly key: Wire;
      readonly value: Wire;
      readonly receiver?: Wire;
    }
  | { readonly kind: 'has' | 'delete' | 'describe'; readonly of: number; readonly key: Wire }
  | { readonly kind: 'define'; readonly of: number; readonly key: Wire; readonly descriptor: WireDescriptor }
  | { readonly kind: 'keys' | 'prototype' | 'close'; readonly of: number }
  | { readonly kind: 'inherit'; readonly of: number; readonly prototype: Wire }
  | { readonly kind: 'call'; readonly of: number; readonly self: Wire; readonly values: readonly Wire[] }
  | {
      readonly kind: 'construct';
      readonly of: number;
      readonly values: readonly Wire[];
      readonly newTarget?: Wire;
    }
  | { readonly kind: 'then'; readonly of: number; readonly resolve: Wire; readonly reject: Wire };

export type Reply =
  | { readonly kind: 'value'; readonly value: Wire }
  | { readonly kind: 'keys'; readonly keys: readonly Wire[] }
  | { readonly kind: 'descriptor'; readonly descriptor: WireDescriptor | null }
  | { readonly kind: 'error'; readonly error: Wire };
