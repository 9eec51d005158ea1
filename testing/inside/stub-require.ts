import type { Require } from './open-room-of-one-rule.ts';

/** `require`, where a name that stands in `modules` word for word gives what stands there. */
export function stubRequire(modules: object, requireReal: Require): Require {
  const stubbed = (name: unknown) => {
    const isStub = typeof name === 'string' && Object.hasOwn(modules, name);
    const stub: unknown = isStub ? Reflect.get(modules, name) : undefined;
    return stub === undefined ? requireReal(name) : stub;
  };
  return Object.assign(stubbed, requireReal);
}
