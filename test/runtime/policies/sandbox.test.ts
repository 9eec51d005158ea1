import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { keepScript, openSandbox, type Sandbox } from '../../../runtime/policies/sandbox.ts';

function open(test: TestContext, memory = 16): Sandbox {
  const sandbox = openSandbox({ memory, before: [] });
  test.after(() => sandbox.close());
  return sandbox;
}

/** What a function inside that is given as text gives. */
function ask(sandbox: Sandbox, text: string): unknown {
  return sandbox.bind(text, null)([]);
}

/** Paths to everything that can be reached from globals and from what literals make, and is not frozen. */
function findSoft(): string[] {
  const made = [
    ...[function* () {}, async () => {}, async function* () {}, [].values(), new Map().entries()],
    ...[new Set().values(), ''.matchAll(/x/g), ''[Symbol.iterator](), [].values().map(String)],
    ...[(async () => {})(), /x/, 1n, Symbol.iterator],
  ];
  const reached = new Map<object, string>();
  const visit = (value: unknown, path: string) => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return;
    if (value !== globalThis && !reached.has(value)) reached.set(value, path);
  };
  for (const one of made) visit(Object.getPrototypeOf(one), Object.prototype.toString.call(one));
  visit(Object.getPrototypeOf(globalThis), '__proto__');
  for (const key of Reflect.ownKeys(globalThis)) visit(Reflect.get(globalThis, key), String(key));
  for (const [value, path] of reached) {
    visit(Object.getPrototypeOf(value), `${path}.__proto__`);
    for (const key of Reflect.ownKeys(value)) {
      const property = Object.getOwnPropertyDescriptor(value, key);
      for (const part of [property?.value, property?.get, property?.set])
        visit(part, `${path}.${String(key)}`);
    }
  }
  return [...reached].flatMap(([value, path]) => (Object.isFrozen(value) ? [] : [path]));
}

describe('the inside of a sandbox', () => {
  it('is frozen, wherever one goes from a global or a literal', (test) => {
    assert.deepEqual(ask(open(test), `() => (${findSoft})()`), []);
  });

  it('has what sentences need, and nothing that makes code, shares memory or is told of collections', (test) => {
    const names = ['Map', 'Set', 'JSON', 'Math', 'RegExp', 'BigInt', 'Uint8Array', 'DataView', 'Intl'];
    const gone = ['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'console', 'eval', 'Proxy', 'WeakRef'];
    const missing = `() => ${JSON.stringify([...names, ...gone])}.filter((name) => !Object.hasOwn(globalThis, name))`;
    assert.deepEqual(ask(open(test), missing), gone);
    assert.deepEqual(ask(open(test), '() => Reflect.ownKeys(Intl)'), ['DateTimeFormat']);
  });
});

describe('a kept script', () => {
  it('does the same in every sandbox', (test) => {
    const script = keepScript('const twice = (() => (text) => text + text)();', 'twice.js');
    const found = [1, 2, 3].map(() => {
      const sandbox = open(test);
      sandbox.evaluateKept(script);
      return ask(sandbox, "() => twice('ä—')");
    });
    assert.deepEqual(found, ['ä—ä—', 'ä—ä—', 'ä—ä—']);
    assert.notEqual(script.cache, null);
  });

  it('throws what it throws, each time', (test) => {
    const script = keepScript("throw new TypeError('no');", 'no.js');
    const sandbox = open(test);
    for (const _ of [1, 2]) assert.throws(() => sandbox.evaluateKept(script), { name: 'TypeError' });
  });
});

describe('tidying up', () => {
  it('leaves everything that is in use', (test) => {
    const sandbox = open(test);
    sandbox.evaluate('const kept = Array.from({ length: 1000 }, (_, index) => String(index));', 'kept.js');
    for (const _ of [1, 2, 3]) sandbox.tidy();
    assert.equal(ask(sandbox, '() => kept.join().length'), 3889);
    assert.equal(sandbox.isOpen, true);
  });

  it('collects garbage', (test) => {
    // Taken before it is taken away.
    const weak = keepScript('const garbage = new WeakRef({ text: "x".repeat(1000) });', 'weak.js');
    const sandbox = openSandbox({ memory: 16, before: [weak] });
    test.after(() => sandbox.close());
    assert.equal(ask(sandbox, '() => garbage.deref() === undefined'), false);
    sandbox.tidy();
    assert.equal(ask(sandbox, '() => garbage.deref() === undefined'), true);
  });

  it('passes by a heap that is full of what is in use', (test) => {
    const sandbox = open(test, 8);
    sandbox.evaluate('const kept = Array.from({ length: 100_000 }, (_, index) => ({ index }));', 'kept.js');
    sandbox.tidy();
    assert.equal(ask(sandbox, '() => kept.length'), 100_000);
  });
});
