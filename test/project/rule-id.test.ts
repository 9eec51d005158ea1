import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ruleIdOf } from '../../project/rule-id.ts';

describe('ruleIdOf', () => {
  const files: Readonly<Record<string, string>> = {
    'rules/enrich.js': 'enrich',
    'Add Country_v2.js': 'add-country-v2',
    'addEmailToken.js': 'add-email-token',
    '01-first rule.js': '01-first-rule',
    'Größe.js': 'große',
    'a/b.c/name.with.dots.JS': 'name-with-dots',
    '--.js': 'rule',
  };
  for (const [file, id] of Object.entries(files)) {
    it(`calls ${file} ${id}`, () => assert.equal(ruleIdOf(file), id));
  }
});
