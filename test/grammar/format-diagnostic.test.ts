import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Diagnostic } from '../../grammar/diagnostic.ts';
import { formatDiagnostic, formatSummary } from '../../grammar/format-diagnostic.ts';

const POLICY = `policy: hr
rules:
  - id: hr-staff-only
    unless:
      any:
        - user.emial.domain is "example.com"
        - user.email in hr_allowlist
    then:
      deny: no
`;

describe('formatDiagnostic', () => {
  it('shows the message, the place, the lines around and the exact span', () => {
    assert.equal(
      show(POLICY, 'user.emial', { help: 'did you mean `user.email`?', fixes: [fix('write `user.email`')] }),
      `error[unknown-field]: unknown field \`user.emial\`
  policies/hr.yaml:6:11
    4 |     unless:
    5 |       any:
    6 |         - user.emial.domain is "example.com"
      |           ^^^^^^^^^^
    7 |         - user.email in hr_allowlist
  help: did you mean \`user.email\`?  [fix, safe]
  docs: run: lintel explain unknown-field`,
    );
  });

  it('shows other places as frames of one line', () => {
    const start = POLICY.indexOf('hr-staff-only');
    const notes = [{ message: 'the rule starts here', span: { start, end: start + 13 } }];
    assert.match(
      show(POLICY, 'deny', { notes }),
      / {2}note: the rule starts here\n {2}policies\/hr.yaml:3:9\n {4}3 \| {3}- id: hr-staff-only\n {6}\| {9}\^{13}\n {2}docs/,
    );
  });

  it('gives each of several fixes its own line', () => {
    const fixes = [fix('write `(a and b) or c`', false), fix('write `a and (b or c)`')];
    const shown = show(POLICY, 'deny', { help: 'use brackets', fixes });
    assert.match(
      shown,
      /help: use brackets\n.*\(a and b\) or c` {2}\[fix\]\n.*a and \(b or c\)` {2}\[fix, safe\]\n/,
    );
  });

  it('underlines every line of a span that goes over lines, without the indentation', () => {
    assert.deepEqual(marks(POLICY, 'any:\n        - user.emial'), ['any:', '- user.emial']);
  });

  it('leaves out the middle of a long span', () => {
    const shown = show(
      'a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\ng: 7\nh: 8\n',
      'b: 2\nc: 3\nd: 4\ne: 5\nf: 6\ng: 7\nh: 8',
    );
    assert.match(shown, /4 \| d: 4\n {6}\| \^{4}\n {2}\.\.\. \|\n {4}8 \| h: 8/);
    assert.doesNotMatch(shown, /e: 5/);
  });

  it('marks the place of an empty span, also at the end of the text', () => {
    assert.match(showAt('when: a is', 10, 10), /1 \| when: a is\n {6}\| {11}\^$/m);
    assert.match(showAt('a\n', 2, 2), /x.yaml:2:1\n {4}1 \| a\n {4}2 \|\n {6}\| \^$/m);
  });

  it('names only the file when there is no text in it', () => {
    assert.match(showAt('', 0, 0), /\n {2}x.yaml\n {2}docs/);
  });

  it('counts wide characters as two columns and sets tabs on stops', () => {
    assert.match(show('名: "👩‍👩‍👧" é x', 'x'), /\n {6}\| {12}\^\n/);
    assert.match(show('a\tbc', 'bc'), /1 \| a {3}bc\n {6}\| {5}\^\^\n/);
    assert.match(show('名 x', '名'), /\n {6}\| \^\^\n/);
  });

  it('shows CRLF files like others', () => {
    assert.equal(show(POLICY.replaceAll('\n', '\r\n'), 'deny'), show(POLICY, 'deny'));
  });

  it('shows control and direction characters as signs', () => {
    const shown = show('deny: "\u001b[31m \u202e x"', 'x', { message: 'a \u001b[2J b' });
    assert.match(shown, /1 \| deny: "␛\[31m <U\+202E> x"/);
    assert.match(shown, /: a ␛\[2J b\n/);
  });

  it('cuts a very long line around the span', () => {
    const shown = show(`${'a'.repeat(500)} here ${'b'.repeat(500)}`, 'here');
    assert.match(shown, /1 \| … a{40,} here b+ …\n/);
    assert.deepEqual(marks(`${'a'.repeat(500)} here ${'b'.repeat(500)}`, 'here'), ['here']);
  });

  it('hands every piece to the style with what it is', () => {
    const source = { name: 'x.yaml', text: 'deny: no' };
    const shown = formatDiagnostic(source, diagnostic(0, 4), (part, text) => `<${part} ${text}>`);
    assert.match(shown, /^<error error\[unknown-field\]>: <message /);
    assert.match(shown, /<gutter {7}\|> <error \^{4}>/);
  });

  it('law: whatever the text and the span, nothing unprintable comes out and something is marked', () => {
    const text = fc.string({
      minLength: 1,
      unit: fc.constantFrom('a', ' ', '\n', '\r\n', '\t', '名', '👍🏽', 'é', '\u001b', '\u202e', '\ud83d'),
    });
    fc.assert(
      fc.property(text, fc.nat(40), fc.nat(40), (source, a, b) => {
        const start = Math.min(a, b, source.length);
        const shown = showAt(source, start, Math.min(Math.max(a, b), source.length));
        assert.doesNotMatch(shown, /(?!\n)[\p{Cc}\p{Cs}\u202e]/u);
        assert.match(shown, /\^/);
      }),
    );
  });
});

describe('formatSummary', () => {
  it('counts by severity and names the number of files with findings', () => {
    const source = { name: 'x.yaml', text: 'deny' };
    const error = diagnostic(0, 1);
    const warning = { ...error, severity: 'warning' as const };
    assert.equal(formatSummary([]), 'no problems');
    assert.equal(
      formatSummary([
        { source, diagnostics: [error] },
        { source, diagnostics: [] },
      ]),
      '1 error in 1 file',
    );
    assert.equal(
      formatSummary([
        { source, diagnostics: [error, warning] },
        { source, diagnostics: [error] },
      ]),
      '2 errors, 1 warning in 2 files',
    );
  });
});

function diagnostic(start: number, end: number, more: Partial<Diagnostic> = {}): Diagnostic {
  const message = 'unknown field `user.emial`';
  return { code: 'unknown-field', severity: 'error', message, span: { start, end }, ...more };
}

function show(text: string, words: string, more: Partial<Diagnostic> = {}): string {
  const normal = text.includes('\r\n') ? words.replaceAll('\n', '\r\n') : words;
  const start = text.lastIndexOf(normal);
  return formatDiagnostic({ name: 'policies/hr.yaml', text }, diagnostic(start, start + normal.length, more));
}

function showAt(text: string, start: number, end: number): string {
  return formatDiagnostic({ name: 'x.yaml', text }, diagnostic(start, end));
}

/** The texts that have carets under them. */
function marks(text: string, words: string): readonly string[] {
  const lines = show(text, words).split('\n');
  return lines.flatMap((line, index) => {
    if (!/^ +\| +\^+$/.test(line)) return [];
    return [lines[index - 1]!.slice(line.indexOf('^'), line.lastIndexOf('^') + 1)];
  });
}

function fix(title: string, safe = true) {
  return { title, safe, edits: [] };
}
