import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parsePolicy, replaceCell, replaceExpectation } from '../../grammar/index.ts';

const FILE = `policy: p
tests:
  - name: on lines
    login: {}
    expect:
      outcome: allow # as ever
      message: >-
        a
        b
  - name: in brackets
    login: {}
    expect: { outcome: allow } # why not
  - name: a table
    table:
      - [country, expect.outcome, expect.message]
      - [DE, allow, missing] # near
`;
const source = (text = FILE) => ({ name: 'policy.yaml', text });
const testsIn = (text = FILE) => parsePolicy(source(text)).value?.tests ?? [];

/** The tests of a file that is fine, but for their spans. */
function expectationsIn(text: string): readonly unknown[] {
  const { value, diagnostics } = parsePolicy(source(text));
  assert.deepEqual(diagnostics, []);
  return (value?.tests ?? []).map(({ expect }) => [
    expect.outcome?.value,
    expect.message?.text,
    expect.by?.text,
  ]);
}

describe('replaceExpectation', () => {
  it('writes lines where there were lines', () => {
    const text = replaceExpectation(source(), testsIn()[0]!.expect.span, {
      outcome: 'deny',
      message: 'No, sorry',
    });
    assert.equal(
      text,
      FILE.replace(
        /outcome: allow # as ever\n {6}message: >-\n {8}a\n {8}b/,
        'outcome: deny\n      message: No, sorry',
      ),
    );
  });

  it('writes brackets where there were brackets, and keeps the comment', () => {
    const text = replaceExpectation(source(), testsIn()[1]!.expect.span, {
      outcome: 'deny',
      message: 'No, sorry',
    });
    assert.equal(text, FILE.replace('{ outcome: allow } #', "{ outcome: deny, message: 'No, sorry' } #"));
  });

  it('keeps the line ends of the file', () => {
    const text = FILE.replaceAll('\n', '\r\n');
    const replaced = replaceExpectation(source(text), testsIn(text)[0]!.expect.span, {
      outcome: 'deny',
      by: 'a',
    });
    assert.ok(replaced.includes('    expect:\r\n      outcome: deny\r\n      by: a\r\n  - name'));
  });

  it('changes nothing else, and what it writes can be read', () => {
    const [first, second] = testsIn();
    const once = replaceExpectation(source(), second!.expect.span, { by: 'x: y' });
    const twice = replaceExpectation(source(once), first!.expect.span, { message: 'a\nb' });
    assert.deepEqual(expectationsIn(twice), [
      [undefined, 'a\nb', undefined],
      [undefined, undefined, 'x: y'],
      [undefined, undefined, undefined],
    ]);
  });
});

describe('replaceCell', () => {
  const outcome = () => testsIn()[2]!.rows![0]!.expect.outcome!.span;

  it('writes the cell of a row', () => {
    assert.equal(replaceCell(source(), outcome(), 'deny'), FILE.replace('[DE, allow,', '[DE, deny,'));
    assert.equal(replaceCell(source(), outcome(), 'a, b'), FILE.replace('[DE, allow,', "[DE, 'a, b',"));
  });

  it('writes that a row says nothing, which a text cannot say', () => {
    assert.equal(replaceCell(source(), outcome(), undefined), FILE.replace('[DE, allow,', '[DE, missing,'));
    assert.equal(replaceCell(source(), outcome(), 'missing'), FILE.replace('[DE, allow,', "[DE, 'missing',"));
  });
});
