import { join } from 'node:path';
import { bundleInside } from '../runtime/bundle.ts';
import { answeringPort, type EntryEnd, type HeapFunction, openHeap } from '../runtime/heap.ts';
import type { Membrane } from './membrane/membrane.ts';
import { reviveError } from './revive-error.ts';

/** The heap of one rule of a test, with the membrane's words going in and out of it. */
export interface RuleHeap {
  /** Starts the code inside and reads the rule. Gives the first word. Throws what the text throws. */
  open(facts: string, rule: { readonly text: string; readonly name: string }): string;
  /** Says a word and gives the answer. Throws when the rule computes for too long, and from then on. */
  converse(word: string): string;
  /** Gives the heap back, as soon as nothing runs in it. May be called twice. */
  close(): void;
  readonly link: Link;
}

/** What the ports of a heap know; a heap lives as long as its ports, so this must not hold on to the rule. */
export interface Link {
  membrane: WeakRef<Membrane> | null;
  /** Why nothing more is said. */
  end: string | null;
  /** The answers to the entries that are open, innermost last. */
  readonly answers: (string | null)[];
  /** What the test has thrown into the rule last. */
  thrown: unknown;
}

/** Opens a heap. `memory` in MiB; `timeout`: milliseconds of computing without a pause. */
export function openRuleHeap(memory: number, timeout: number): RuleHeap {
  const link: Link = { membrane: null, end: null, answers: [], thrown: undefined };
  const heap = openHeap({ memory, onCatastrophe: () => undefined });
  const context = heap.openContext();
  let enter: HeapFunction | null = null;

  const close = () => {
    link.end ??= 'the rule was disposed of: load it again';
    if (link.answers.length > 0) return;
    openHeaps.delete(close);
    heap.dispose();
  };
  openHeaps.add(close);
  const within = <T>(action: () => T): { readonly value: T; readonly answer: string | null } => {
    if (link.end !== null) throw new Error(link.end);
    if (link.answers.length >= DEPTH)
      throw new RangeError('the rule and the test call each other without an end');
    link.answers.push(null);
    let answer: string | null = null;
    try {
      const value = action();
      answer = link.answers.at(-1) ?? null;
      return { value, answer };
    } finally {
      link.answers.pop();
      if (link.end !== null) close();
    }
  };
  return {
    link,
    close,
    open(facts, { text, name }) {
      const opened = within(() => {
        try {
          const boot = context.take(heap.compile(bootText(), { name: 'tester.js' }), timeout);
          const before = '((require) => (';
          const wrapped = `${before}${text}\n))`;
          const make = context.take(heap.compile(wrapped, { name, column: before.length }), timeout);
          const ports = [answerPort(link), tellPort(link)] as const;
          return boot.takeSync([[facts], ...ports, make], timeout);
        } catch (error) {
          throw reviveError(error);
        }
      });
      enter = opened.value;
      return answered(opened.answer);
    },
    converse(word) {
      const entered = enter;
      if (entered === null) throw new Error('nothing is known of the rule before it is open');
      const { value, answer } = within(() => {
        const end = entered.callSync([[word]], timeout);
        if (end.kind === 'lost') link.end ??= `the rule was stopped: it ${end.reason}; load it again`;
        return end;
      });
      if (link.end !== null && answer === null) throw new Error(link.end);
      return settle(link, value, answer);
    },
  };
}

/** From now on the heap speaks with this membrane, and is given back some time after nobody holds the membrane. */
export function tieHeap(heap: RuleHeap, membrane: Membrane): void {
  heap.link.membrane = new WeakRef(membrane);
  // The collector of this side sees what the heap takes only by this.
  weights.set(membrane, new ArrayBuffer(WEIGHT));
  unused.register(membrane, heap);
}

/** Entries within each other: far from the end of the stack, which would be an end in disorder. */
const DEPTH = 100;

const WEIGHT = 4 * 1024 * 1024;
/* What is still open when the process ends has to be closed before Node takes itself down. */
const openHeaps = new Set<() => void>();
process.once('exit', () => {
  for (const close of openHeaps) close();
});

const weights = new WeakMap<Membrane, ArrayBuffer>();
const unused = new FinalizationRegistry<RuleHeap>((heap) => heap.close());

function settle(link: Link, end: EntryEnd, answer: string | null): string {
  if (end.kind === 'returned') return answered(answer);
  if (answer === null) throw new RangeError(end.kind === 'threw' ? end.message : end.reason);
  // The entry itself does not throw: a promise of the rule was rejected and nobody listens. So it is for the test.
  const message = end.kind === 'threw' ? end.message : end.reason;
  const { thrown } = link;
  const isThat = thrown instanceof Error && message.includes(thrown.message);
  void Promise.reject(isThat ? thrown : new Error(message));
  return answer;
}

function answered(answer: string | null): string {
  if (answer === null) throw new Error('every entry is answered before it returns');
  return answer;
}

/* Ports are made out here, where they see the link and nothing else. */

function answerPort(link: Link) {
  return answeringPort(([word]) => {
    const membrane = link.membrane?.deref();
    if (membrane === undefined || link.end !== null) {
      return [JSON.stringify({ kind: 'error', error: link.end ?? 'nobody holds the rule any more' })];
    }
    return [JSON.stringify(membrane.answer(JSON.parse(String(word))))];
  });
}

function tellPort(link: Link) {
  return answeringPort(([answer]) => {
    link.answers[link.answers.length - 1] = String(answer);
    return [];
  });
}

function bootText(): string {
  const { text } = bundleInside(join(import.meta.dirname, 'inside/tester.ts'));
  return `(() => { const module = { exports: {} };\n((module, exports, require) => {${text}\n})(module, module.exports); return module.exports.openTester; })()`;
}
