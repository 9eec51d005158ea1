import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { quoteKeywords, replaceKeywords } from '../../../project/import/replace-keywords.ts';

const replaced = (text: string, values: Readonly<Record<string, unknown>>) =>
  replaceKeywords(text, new Map(Object.entries(values)));

describe('replaceKeywords', () => {
  it('puts JSON in the place of @@KEY@@', () =>
    assert.equal(replaced('a = @@K@@;', { K: ['x', 1] }).text, 'a = ["x",1];'));

  it('takes quotes around @@KEY@@ for its own', () =>
    assert.equal(replaced(`'@@K@@' "@@K@@"`, { K: 'x' }).text, '"x" "x"'));

  it('puts the bare text in the place of ##KEY##', () =>
    assert.equal(replaced("'##K##!'", { K: 'x' }).text, "'x!'"));

  it('keeps what has no value, and names it once', () => {
    const { text, unset } = replaced('@@A@@ ##B## @@A@@', {});
    assert.deepEqual([text, unset], ['@@A@@ ##B## @@A@@', ['@@A@@', '##B##']]);
  });

  it('does not look into values', () =>
    assert.deepEqual(replaced('@@A@@', { A: '@@B@@', B: 'x' }), { text: '"@@B@@"', unset: [] }));

  it('takes a dollar sign in a value as it is', () =>
    assert.equal(replaced('##A##', { A: '$& $1' }).text, '$& $1'));

  it('leaves headings and addresses alone', () =>
    assert.deepEqual(replaced('## Title ## a@@b', {}).unset, []));
});

describe('quoteKeywords', () => {
  it('makes what has no value a text', () =>
    assert.deepEqual(JSON.parse(quoteKeywords('{ "a": @@K@@, "b": "@@K@@" }')), { a: '@@K@@', b: '@@K@@' }));
});
