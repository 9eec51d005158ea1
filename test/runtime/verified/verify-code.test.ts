import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { verifyCode } from '../../../runtime/verified/verify-code.ts';
import { around, codeIf, codeMade, codeOf, codeOnLogin, HELPERS, loginIf } from './code-around.ts';
import { attempts } from './hostile-code.ts';

describe('code that is written as sentences are', () => {
  const accepted: Readonly<Record<string, string>> = {
    'with no rules': around('', '[]'),
    'with a rule that does nothing': codeOf('rule: {}'),
    'that reads a field': codeIf('f[at$0] === "a"'),
    'that works something out once': codeIf('(f[at$0] ??= foldAscii("a")) !== -1'),
    'with a list of the host': codeIf(
      'contains(a, [1, null, undefined])',
      'const a = data.get("__proto__");',
    ),
    'with conditions': codeOf(
      'if (b(f, now)) told.push(base + 0);',
      'function a(f, now) { return isSame(now, 1); }\nfunction b(f, now) { return !a(f, now); }',
    ),
    'with functions for members': codeIf('someSurely([1], (a) => everySurely([a], (b) => isSame(a, b)))'),
    'with a helper for members': codeIf('foldList(["a"], foldAscii) !== undefined'),
    'that refuses': codeOf('rule: { if (now) { told.push(base + 0, now); return true; } }'),
    'that tells an effect by its name': codeOnLogin(
      'tells[base + 0](told); tells[base + 1](told, textOf(user.email));',
    ),
    'that leaves a rule': codeOf('rule: if (state.stopped !== "yes") { break rule; }'),
    'that says what it leaves': codeOf(
      "rule: { state.admitted = true; state.stopped = 'yes'; state.stopped = 'perhaps'; }",
    ),
    'that reads the login': loginIf('(v0 ??= textOf(user.email)) === "a"'),
    'that reads a part of the login': loginIf('textOf(recordAt(user.app_metadata).plan)'),
    'that reads parts of parts': loginIf('textOf(recordAt(recordAt(context.a).b)["c-d"])'),
    'that has readers of its own': loginIf('textOf(recordAt(recordAt$0(context.a).b).c)'),
    'that reads an own field of any name': loginIf('(v1 ??= textOf(own(user, "constructor")))'),
    'that reads a list': loginIf('listOf(own(user, "groups"), textOf)'),
    'that assumes a value': loginIf('textOf(user.plan ?? "free") === "a"'),
    'with conditions on the login': codeOnLogin(
      'if (a(user, context, now)) told.push(base + 0);',
      'function a(user, context, now) { return textOf(user.email) === "a"; }',
    ),
    'with any text in texts and comments': codeOf(
      '// \ud800 --> <!-- */ \u200b é eval(1)\nif ("\\u2028\\" \ufeff <!-- 語" === "") told.push(base + 0);',
    ),
    'with functions that are made': codeMade(
      'if (f[at$0] === a) told.push(base + 1);',
      'made(base + 0, "x"), made(base + 2, [-1, null, undefined, c]), function (f, now, told, state) {}',
    ),
    'with a chain as long as authors like': codeIf(`now${' && now'.repeat(500)}`),
  };
  for (const [name, text] of Object.entries(accepted))
    it(`is accepted ${name}`, () => assert.equal(verifyCode(text, HELPERS), null));
});

for (const [hole, tried] of Object.entries(attempts)) {
  describe(`code that looks for ${hole}`, () => {
    for (const [name, text, fault] of tried)
      it(`is refused: ${name}`, () => assert.match(verifyCode(text, HELPERS)?.message ?? 'accepted', fault));
  });
}

describe('code of any depth', () => {
  const nested: Readonly<Record<string, (depth: number) => string>> = {
    blocks: (depth) => codeOf(`${'{'.repeat(depth)}${'}'.repeat(depth)}`),
    cases: (depth) => codeOf(`${'if (now) {} else '.repeat(depth)}{}`),
    lists: (depth) => codeIf(`${'['.repeat(depth)}${']'.repeat(depth)}`),
    readers: (depth) => loginIf(`textOf(${'own('.repeat(depth)}user${', "a")'.repeat(depth)})`),
    chains: (depth) => codeIf(`now${' || now'.repeat(depth)}`),
  };
  for (const [name, make] of Object.entries(nested)) {
    it(`is accepted, or found to be too deep: ${name}`, () => {
      for (let depth = 500; depth < 20_000; depth = Math.ceil(depth * 1.1)) {
        const { message } = verifyCode(make(depth), HELPERS) ?? { message: 'accepted' };
        assert.match(message, /accepted|too deep|Not enough stack/);
      }
    });
  }
});

describe('a fault', () => {
  it('says where it is', () => {
    const { line, column } = verifyCode(codeOf('if (now)\n  this;'), HELPERS) ?? {};
    assert.deepEqual([line, column], [6, 3]);
  });

  it('is the first of several', () => {
    assert.match(verifyCode(codeOf('this;\neval();'), HELPERS)?.message ?? '', /does nothing else/);
  });
});
