import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { CHECK_CODES, LINT_CODES } from '../compiler/index.ts';
import { formatDiagnostic, POLICY_CODES, SENTENCE_CODES } from '../grammar/index.ts';
import { checkProject, PROJECT_CODES } from '../project/index.ts';

const CASES = join(import.meta.dirname, 'cases/diagnostics');
const PAGES = join(import.meta.dirname, '../docs/diagnostics');
const CODES = [
  ...new Set<string>([...SENTENCE_CODES, ...POLICY_CODES, ...CHECK_CODES, ...LINT_CODES, ...PROJECT_CODES]),
];

/** `expires` is held against this day. */
const NOW = new Date('2026-11-23T10:00:00Z');

/** Words that are ours and not the author's, but for the call with which a rule ends. */
const OUR_WORDS = /\b(token|EOF|scalar|mapping|node|undefined|null|NaN|illegal)\b|\[object/;

for (const name of readdirSync(CASES)) {
  describe(`the case ${name}`, async () => {
    const folder = join(CASES, name);
    const environment = join(folder, 'environment');
    const options = existsSync(environment) ? { environment: readFileSync(environment, 'utf8').trim() } : {};
    const { findings } = await checkProject(folder, { now: NOW, ...options });
    const text = findings
      .flatMap(({ source, diagnostics }) =>
        diagnostics.map((diagnostic) => formatDiagnostic(source, diagnostic)),
      )
      .join('\n\n');
    const expected = join(folder, 'diagnostics.txt');
    if (process.env.UPDATE === '1') writeFileSync(expected, `${text}\n`);

    it('says what its author reads', () => assert.equal(`${text}\n`, readFileSync(expected, 'utf8')));

    it('shows the diagnostic that it is named after', () => {
      const codes = findings.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code));
      assert.ok(codes.includes(name), `found ${codes.join(', ') || 'nothing'}`);
    });

    it('uses words of the language', () => {
      for (const { diagnostics } of findings) {
        for (const { message, help = '' } of diagnostics) {
          const words = `${message} ${help}`.replaceAll('(null, user, context)', '');
          assert.doesNotMatch(words, OUR_WORDS);
        }
      }
    });
  });
}

describe('every diagnostic', () => {
  it('has a case that shows it', () => {
    assert.deepEqual(
      CODES.filter((code) => !existsSync(join(CASES, code))),
      [],
    );
  });

  it('has a page', () => {
    assert.deepEqual(
      CODES.filter((code) => !existsSync(join(PAGES, `${code}.md`))),
      [],
    );
  });

  it('is known when it has a page', () => {
    const pages = readdirSync(PAGES).filter((file) => file.endsWith('.md') && file !== 'README.md');
    assert.deepEqual(
      pages.map((file) => file.replace(/\.md$/, '')).filter((code) => !CODES.includes(code)),
      [],
    );
  });
});
