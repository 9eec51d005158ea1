import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { createReader } from '../../../runtime/deciders/read-fields.ts';
import { DEFAULT_LIMITS } from '../../../runtime/index.ts';
import { verifyCode } from '../../../runtime/verified/verify-code.ts';
import { buildConstant, compilePattern, library } from '../../../stdlib/index.ts';
import { anyLogin, clock, fullLogin } from '../../arbitraries/index.ts';
import { runs } from '../../laws/runs.ts';
import { codeIf, HELPERS } from './code-around.ts';
import { type DecidedPolicy, decidedPolicy, LIBRARY } from './emitted-code.ts';

type Block = (...given: readonly unknown[]) => unknown;
type Make = (data: unknown, at: readonly number[], base: number) => readonly Block[];

describe('accepted code, while it runs', () => {
  let told = 0;

  it('asks for no name but those of helpers, and for nothing of what it is given but what it is given for', () => {
    const property = fc.property(
      decidedPolicy,
      fc.oneof(fullLogin, anyLogin),
      clock,
      (decided, login, now) => {
        const { fields, code } = decided.decider;
        assert.equal(verifyCode(code, LIBRARY), null);
        const found = createReader(fields, DEFAULT_LIMITS)(login, now);
        if (found !== null) told += run(decided, found.slice(1), now).length;
      },
    );
    fc.assert(property, runs(150));
  });

  it('would be caught otherwise', () => {
    assert.throws(
      () => evaluated(codeIf('process'), HELPERS)(new Map(), [0], 0)[0]?.([], 0, [], {}),
      /process/,
    );
    assert.throws(() => only([], ['push']).length, /length/);
  });

  after(() => assert.ok(told > 50, `only ${told} effects were told, too few to tell`));
});

/** What a policy tells of a login, with everything around it watched. */
function run({ policy, decider }: DecidedPolicy, found: readonly unknown[], now: number): readonly unknown[] {
  const constants = policy.constants.map(
    (constant) => [constant.name, buildConstant(constant, compilePattern)] as const,
  );
  const at = Array.from({ length: found.length + decider.derived }, (_, index) => index);
  const blocks = evaluated(decider.code, new Set(policy.functions))(only(new Map(constants), ['get']), at, 7);
  const told: unknown[] = [];
  const fields = only(
    at.map((index) => found[index] ?? undefined),
    at.map(String),
  );
  const state = only({ admitted: false, stopped: 'no' }, ['admitted', 'stopped']);
  for (const block of blocks) if (block(fields, now, only(told, ['push']), state) === true) break;
  return told;
}

/** The function that code spells out, where every name that it does not declare is looked up under watch. */
function evaluated(code: string, helpers: ReadonlySet<string>): Make {
  const names = new Proxy(Object.create(null), {
    has: (_, name) => name !== 'watched',
    get: (_, name) => {
      if (name === Symbol.unscopables || name === 'undefined') return undefined;
      assert.ok(typeof name === 'string' && helpers.has(name), `${String(name)} was asked for`);
      return library.get(name) ?? assert.fail(`the library has no ${name}`);
    },
  });
  return new Function('watched', `with (watched) return ${code};`)(names);
}

/** The same thing, of which only these parts may be read or set. */
function only(thing: object, parts: readonly string[]): { readonly length?: unknown } {
  const checkPart = (name: string | symbol) =>
    assert.ok(typeof name === 'string' && parts.includes(name), `${String(name)} was asked for`);
  return new Proxy(thing, {
    get: (target, name) => {
      checkPart(name);
      const part: unknown = Reflect.get(target, name);
      return typeof part === 'function' ? part.bind(target) : part;
    },
    set: (target, name, value) => {
      checkPart(name);
      return Reflect.set(target, name, value);
    },
    has: () => assert.fail('nobody asks what there is'),
    ownKeys: () => assert.fail('nobody asks what there is'),
    getPrototypeOf: () => assert.fail('nobody asks where it comes from'),
    deleteProperty: () => assert.fail('nothing is taken away'),
  });
}
