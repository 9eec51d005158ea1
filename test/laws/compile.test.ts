import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compile } from '../../compiler/index.ts';
import { hasErrors } from '../../grammar/index.ts';
import { hostilePolicy, mutated, policyText } from '../arbitraries/index.ts';
import { sourceOf } from './compiled-policy.ts';
import { runs } from './runs.ts';

describe('compiling', () => {
  it('gives the same bytes for the same input, whatever was compiled in between', () => {
    const property = fc.property(policyText(), policyText(), (text, other) => {
      const once = JSON.stringify(compile(sourceOf(text)));
      compile(sourceOf(other));
      assert.equal(JSON.stringify(compile(sourceOf(text))), once);
    });
    fc.assert(property, runs(60));
  });

  it('never throws, and says what is wrong within the text', () => {
    const property = fc.property(
      mutated(
        fc.oneof(
          policyText(),
          hostilePolicy.map(({ text }) => text),
        ),
      ),
      (text) => {
        const { value, diagnostics } = compile(sourceOf(text));
        assert.equal(value === null, hasErrors(diagnostics));
        for (const { code, message, span, fixes = [], notes = [] } of diagnostics) {
          assert.match(code, /^[a-z]+(-[a-z]+)*$/);
          assert.notEqual(message, '');
          const spans = [
            span,
            ...notes.map((note) => note.span),
            ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.span)),
          ];
          for (const { start, end } of spans) {
            assert.ok(
              0 <= start && start <= end && end <= text.length,
              `${code} points at ${start} to ${end}`,
            );
          }
        }
      },
    );
    fc.assert(property, runs(3000));
  });
});
