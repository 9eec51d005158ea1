import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import { type Code, comment, js, part, textOfCode } from '../../../compiler/emit/code.ts';
import { type RulesFunction, shareFunctions } from '../../../compiler/emit/share-functions.ts';

describe('functions of rules that are alike', () => {
  it('are made of one text', () => assert.equal(share([rule('a'), rule('b'), rule('c')]).makers.length, 1));

  it('are what they were', () =>
    assert.deepEqual(results([rule('a'), rule('b', 'c'), rule('b')]), [
      ['a', 0],
      ['b', 'c', 10],
      ['b', 20],
    ]));

  it('are given a value once that stands in several places', () => {
    const { made } = share([rule('a', 'x', 'a'), rule('b', 'x', 'b')]);
    assert.deepEqual(made, ['rules$0(base + 0, "a")', 'rules$0(base + 10, "b")']);
  });

  it('are told apart by all that is no part of them', () =>
    assert.equal(
      share([js`() => [${part(js`${1}`)}]`, js`() => [${1}]`, js`() => ${part(js`${1}`)}`]).makers.length,
      3,
    ));

  it('keep no comments of single ones', () =>
    assert.doesNotMatch(share([rule('a'), rule('b')]).makers.join(), /rule of/));

  it('stay apart where they differ in very many values', () => {
    const many = (from: number) => rule(...Array.from({ length: 201 }, (_, index) => `${from + index}`));
    assert.equal(share([many(0), many(1000)]).makers.length, 2);
  });
});

describe('a function of rules that is the only one', () => {
  it('stands for itself', () => {
    const { makers, made } = share([rule('a')]);
    assert.deepEqual([makers.length, made.length], [0, 1]);
  });

  it('keeps its comments beside others', () =>
    assert.match(share([rule('a'), rule('a', 'b')]).makers.join(), /rule of a/));
});

/** A function that gives some texts, and the number of its first effect. */
function rule(...texts: readonly string[]): Code {
  const values = texts.map((text) => js`${part(js`${text}`)}, `);
  return js`function () {\n  ${comment(`rule of ${texts[0]}`)}\n  return [${values.reduce((all, one) => js`${all}${one}`, js``)}base];\n}`;
}

function numbered(codes: readonly Code[]): readonly RulesFunction[] {
  return codes.map((code, index) => ({ code, first: index * 10 }));
}

function share(codes: readonly Code[]) {
  const { makers, made } = shareFunctions(numbered(codes));
  return { makers: makers.map(textOfCode), made: made.map(textOfCode) };
}

function results(codes: readonly Code[]): unknown {
  const { makers, made } = share(codes);
  return structuredClone(
    runInNewContext(`const base = 0;\n${makers.join('\n')}\n[${made.join(', ')}].map((run) => run())`),
  );
}
