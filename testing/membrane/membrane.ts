import { answerQuestion } from './answer-question.ts';
import type { Tables } from './tables.ts';
import { unwrapValue } from './unwrap-value.ts';
import type { Question, Reply, Wire } from './wire.ts';
import { wrapValue } from './wrap-value.ts';

/**
 * One side of the wall between two heaps. Primitives pass as they are; every object and function of one heap is
 * represented in the other by something that asks it, and that becomes the object again when it comes home.
 */
export interface Membrane {
  wrap(value: unknown): Wire;
  unwrap(wire: Wire): unknown;
  /** What the other side asks. Never throws. */
  answer(question: Question): Reply;
}

export interface Side {
  readonly tables: Tables;
  /** What proxies for foreign objects are proxies of. Empty at first. */
  readonly shadows: WeakMap<object, object>;
  /** Asks the other side, at once. */
  ask(question: Question): Reply;
  /**
   * The inside shows what it hands out as far as it is data, and its errors become errors outside: whoever looks there
   * (an inspector, a comparison) does not know of the wall.
   */
  readonly name: 'inside' | 'outside';
  /** Told of everything that is thrown at the other side. */
  onThrown(error: unknown): void;
  /** Binary data in the classes of this side; `type` is the name of one, or `Buffer`. */
  makeBytes(type: string, bytes: Uint8Array<ArrayBuffer>): object;
}

/** Makes one side. */
export function makeMembrane(side: Side): Membrane {
  const membrane: Membrane = {
    wrap: (value) => wrapValue(side, value),
    unwrap: (wire) => unwrapValue(side, membrane, wire),
    answer: (question) => answerQuestion(side, membrane, question),
  };
  return membrane;
}

/** The value of a reply; throws what the other side threw. */
export function readValue(membrane: Membrane, reply: Reply): unknown {
  switch (reply.kind) {
    case 'value':
      return membrane.unwrap(reply.value);
    case 'error':
      throw membrane.unwrap(reply.error);
    case 'keys':
    case 'descriptor':
      throw new Error('a question for a value is answered by a value');
  }
}
