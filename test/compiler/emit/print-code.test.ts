import assert from 'node:assert/strict';
import { SourceMap } from 'node:module';
import { describe, it } from 'node:test';
import { js, mark } from '../../../compiler/emit/code.ts';
import { emitPolicy } from '../../../compiler/emit/emit-policy.ts';
import { printCode } from '../../../compiler/emit/print-code.ts';
import { analyse } from '../../../compiler/index.ts';

const SOURCE = { name: 'policy.yaml', text: 'first\nsecond line\nthird' };

/** Where a place of the printed text, lines and columns from 0, comes from. */
function originOf(map: object, line: number, column: number): string {
  const entry = new SourceMap({ file: 'out.js', sourceRoot: '', ...map } as ConstructorParameters<
    typeof SourceMap
  >[0]).findEntry(line, column);
  return 'originalLine' in entry ? `${entry.originalLine}:${entry.originalColumn}` : 'nowhere';
}

describe('printCode', () => {
  it('leads from every mark to its place in the source', () => {
    const { text, map } = printCode(js`a\n  ${mark(6)}b ${mark(13)}c\n${mark(18)}d`, SOURCE);
    assert.equal(text, 'a\n  b c\nd');
    assert.deepEqual([originOf(map, 1, 2), originOf(map, 1, 4), originOf(map, 2, 0)], ['1:0', '1:7', '2:0']);
  });
});

describe('the source map of a compiled policy', () => {
  it('leads from the emitted clause to its sentence', () => {
    const text = `policy: example
name: Example
rules:
  - id: staff-only
    unless: user.email.domain is "example.com"
    then:
      deny: Only for staff.
`;
    const source = { name: 'policy.yaml', text };
    const { value } = analyse(source);
    assert.ok(value !== null);
    const { code, map } = emitPolicy(value.core, source);
    const lines = code.split('\n');
    const line = lines.findIndex((one) => one.includes('foldedDomain'));
    const column = lines[line]!.search(/\S/);
    assert.equal(originOf(map, line, column), `4:${'    unless: '.length}`);
  });
});
