import { runInThisContext } from 'node:vm';
import type { Desk } from './desk.ts';
import { insideFacts } from './inside-facts.ts';
import { listKnown } from './membrane/list-known.ts';
import { makeBytes } from './membrane/make-bytes.ts';
import { makeMembrane, type Side } from './membrane/membrane.ts';
import { makeTables } from './membrane/tables.ts';
import { openRuleHeap, tieHeap } from './rule-heap.ts';

/** A rule in a heap of its own. */
export interface Session {
  /** The rule, as a function of this side. */
  readonly rule: (...values: readonly unknown[]) => unknown;
  /** Whether something stands for an object of the rule. */
  isForeign(value: object): boolean;
  /** Gives the heap back; nothing of the rule can be used any more. May be called twice. */
  close(): void;
}

export interface SessionOptions {
  /** For stack traces. */
  readonly name: string;
  readonly desk: Desk;
  /** MiB. */
  readonly memory: number;
  /** Milliseconds of computing without a pause. */
  readonly timeout: number;
}

/** Opens a heap and reads a rule in it. Throws a `SyntaxError`, or what the text throws when it is read. */
export function openSession(text: string, { name, desk, memory, timeout }: SessionOptions): Session {
  const heap = openRuleHeap(memory, timeout);
  const lost: number[] = [];
  const side: Side = {
    tables: makeTables({ known: KNOWN, onLost: (id) => lost.push(id) }),
    shadows: new WeakMap(),
    ask: (question) => JSON.parse(heap.converse(JSON.stringify({ question, lost: lost.splice(0) }))),
    name: 'outside',
    makeBytes,
    onThrown: (error) => {
      heap.link.thrown = error;
    },
  };
  const membrane = makeMembrane(side);
  tieHeap(heap, membrane);
  try {
    const facts = JSON.stringify({ inside: insideFacts(name), desk: membrane.wrap(desk) });
    const rule = membrane.unwrap(JSON.parse(heap.open(facts, { text, name })));
    if (typeof rule !== 'function') throw new Error('the code inside hands out a function or throws');
    return {
      rule: (...values) => Reflect.apply(rule, undefined, values),
      isForeign: (value) => side.tables.foreignIdOf(value) !== undefined,
      close: () => heap.close(),
    };
  } catch (error) {
    heap.close();
    throw explain(error, text, name);
  }
}

/** Says what is wrong with a text that is no rule. The end of one that breaks off is seen behind it, in what is put around it. */
function explain(error: unknown, text: string, name: string): unknown {
  if (error instanceof ReferenceError && /^(?:module|exports) is not defined/.test(error.message)) {
    const message = /\bonExecutePostLogin\b/.test(text)
      ? `${name} is an Action, and this takes rules: \`lintel try\` runs Actions`
      : `${name} is a module, and a rule is a function alone: leave \`module.exports =\` out`;
    return new TypeError(message, { cause: error });
  }
  if (!(error instanceof SyntaxError)) return error;
  const [, place = '', line = '0'] = /^[^\n]* (\[[^\n]*?(\d+):\d+\])$/.exec(error.message) ?? [];
  if (Number(line) <= text.split('\n').length || !place.startsWith(`[${name}:`)) return error;
  return new SyntaxError(`${name} ends in the middle of the rule: a bracket is not closed`, { cause: error });
}

/**
 * Test runners give tests a realm of their own; what Node itself hands out belongs to the main one. Listed before a test
 * replaces anything.
 */
const KNOWN = [listKnown(globalThis), listKnown(runInThisContext('globalThis'))];
