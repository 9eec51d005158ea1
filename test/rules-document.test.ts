import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEFAULT_RULE_LIMITS } from '../runtime/rule-limits.ts';
import { libraryGlobals, libraryModules, unavailableModules } from '../stdlib/index.ts';
import { readDocument, tableRows } from './docs/markdown.ts';

const RULES = readDocument('docs/RULES.md');

/** Every name in backticks of a text. */
function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

describe('docs/RULES.md', () => {
  it('names every module that rules may require, with its version and what of it is there', () => {
    const rows = tableRows(RULES, 'Modules').map((cells) => cells.map((cell) => cell.trim()));
    const known = libraryModules
      .filter(({ name }) => name !== 'auth0-global')
      .map(({ name, aliases = [], version = '', summary }) => [
        [name, ...aliases].map((one) => `\`${one}\``).join(', '),
        version,
        summary,
      ]);
    assert.deepEqual(
      rows.toSorted((a, b) => `${a[0]}`.localeCompare(`${b[0]}`)),
      known.toSorted((a, b) => `${a[0]}`.localeCompare(`${b[0]}`)),
    );
  });

  it('names every global that is a module', () => {
    const named = new Set(tableRows(RULES, 'Names that are there').flatMap(([names = '']) => namesIn(names)));
    const missing = libraryGlobals.filter(({ name }) => !named.has(name) && name !== 'auth0');
    assert.deepEqual(missing, []);
  });

  it('names every module that is known and not there', () => {
    const [, names = ''] =
      /Not there, because nothing of it works without the host: (.*)\. Call/.exec(RULES) ?? [];
    assert.deepEqual(
      namesIn(names),
      unavailableModules.map(({ name }) => name),
    );
  });

  it('names every limit', () => {
    const named = tableRows(RULES, 'Limits').flatMap(([names = '']) => namesIn(names));
    assert.deepEqual(named.toSorted(), Object.keys(DEFAULT_RULE_LIMITS).toSorted());
  });
});
