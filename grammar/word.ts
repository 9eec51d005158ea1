import type { Span } from './source.ts';

/** A plain text of the file with its place: the text after YAML's quoting, the span of the scalar as written. */
export interface Word {
  readonly text: string;
  readonly span: Span;
}

/** A word out of a fixed set. */
export interface OneOf<T extends string> {
  readonly value: T;
  readonly span: Span;
}
