import type { Membrane, Side } from './membrane.ts';
import type { Tables } from './tables.ts';
import type { Question, Reply, Wire } from './wire.ts';
import { unwrapDescriptor, wrapDescriptor } from './wire-descriptor.ts';

/** Does to an object of this heap what the other heap asks for. What it throws is the reply. */
export function answerQuestion(side: Side, membrane: Membrane, question: Question): Reply {
  try {
    return answer(side.tables, membrane, question);
  } catch (error) {
    side.onThrown(error);
    return { kind: 'error', error: membrane.wrap(error) };
  }
}

function answer(tables: Tables, membrane: Membrane, question: Question): Reply {
  const { wrap, unwrap } = membrane;
  const target = asObject(tables.own(question.of));
  const key = (wire: Wire) => unwrap(wire) as PropertyKey;
  const value = (found: unknown): Reply => ({ kind: 'value', value: wrap(found) });
  const receiverOf = (wire: { readonly receiver?: Wire }) =>
    'receiver' in wire ? unwrap(wire.receiver) : target;
  switch (question.kind) {
    case 'get':
      return value(Reflect.get(target, key(question.key), receiverOf(question)));
    case 'set': {
      const given = unwrap(question.value);
      return value(Reflect.set(target, key(question.key), given, receiverOf(question)));
    }
    case 'has':
      return value(Reflect.has(target, key(question.key)));
    case 'delete':
      return value(Reflect.deleteProperty(target, key(question.key)));
    case 'keys':
      return { kind: 'keys', keys: Reflect.ownKeys(target).map(wrap) };
    case 'describe': {
      const found = Reflect.getOwnPropertyDescriptor(target, key(question.key));
      return { kind: 'descriptor', descriptor: found === undefined ? null : wrapDescriptor(membrane, found) };
    }
    case 'define': {
      const property = unwrapDescriptor(membrane, question.descriptor);
      return value(Reflect.defineProperty(target, key(question.key), property));
    }
    case 'prototype':
      return value(Reflect.getPrototypeOf(target));
    case 'inherit':
      return value(Reflect.setPrototypeOf(target, unwrap(question.prototype) as object | null));
    case 'close':
      return value(Reflect.preventExtensions(target));
    case 'call': {
      const values = question.values.map(unwrap);
      return value(Reflect.apply(asFunction(target), unwrap(question.self), values));
    }
    case 'construct': {
      const made = asFunction(target);
      const newTarget = 'newTarget' in question ? asFunction(unwrap(question.newTarget)) : made;
      return value(Reflect.construct(made, question.values.map(unwrap), newTarget));
    }
    case 'then': {
      const [resolve, reject] = [asFunction(unwrap(question.resolve)), asFunction(unwrap(question.reject))];
      // A function that stands for one of the other heap may be called without a `this`, as promises do.
      void Reflect.apply(THEN, target, [
        (found: unknown) => resolve(found),
        (error: unknown) => reject(error),
      ]);
      return value(undefined);
    }
  }
}

const { then: THEN } = Promise.prototype;

type AnyFunction = (new (
  ...values: readonly unknown[]
) => object) &
  ((...values: readonly unknown[]) => unknown);

function asObject(value: unknown): object {
  if ((typeof value === 'object' && value !== null) || typeof value === 'function') return value;
  throw new Error('only objects and functions are asked');
}

function asFunction(value: unknown): AnyFunction {
  if (typeof value === 'function') return value as AnyFunction;
  throw new Error('only what is a function here stands for one over there');
}
