import type { Session } from './open-session.ts';

/**
 * Once a rule has called back, what it made becomes the test's own: lists and records of the rule, wherever they stand
 * in `data` and `results`, are replaced by real ones with the same contents. Gives the results.
 */
export function settleResults(
  session: Pick<Session, 'isForeign'>,
  data: readonly unknown[],
  results: readonly unknown[],
): readonly unknown[] {
  const settled = new Map<object, unknown>();
  const settle = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (settled.has(value)) return settled.get(value);
    return session.isForeign(value) ? copy(value) : sweep(value);
  };
  const copy = (foreign: object): unknown => {
    if (!isData(foreign)) return foreign;
    const own: object = Array.isArray(foreign) ? [] : Object.create(Object.getPrototypeOf(foreign));
    settled.set(foreign, own);
    for (const key of Reflect.ownKeys(foreign)) {
      const property = Reflect.getOwnPropertyDescriptor(foreign, key);
      if (property === undefined) continue;
      if (key === 'length' && Array.isArray(own)) own.length = property.value;
      else Reflect.defineProperty(own, key, 'value' in property ? settleProperty(property) : property);
    }
    return own;
  };
  const settleProperty = (property: PropertyDescriptor) => ({ ...property, value: settle(property.value) });
  const sweep = (own: object): unknown => {
    settled.set(own, own);
    if (!isData(own)) return own;
    for (const key of Object.keys(own)) {
      const value: unknown = Reflect.getOwnPropertyDescriptor(own, key)?.value;
      const found = settle(value);
      if (found !== value) Reflect.set(own, key, found);
    }
    return own;
  };
  for (const value of data) settle(value);
  return results.map(settle);
}

function isData(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
