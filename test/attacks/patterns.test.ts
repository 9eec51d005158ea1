import { describe, it } from 'node:test';
import { attack } from './harness.ts';

const LONG = "('a'.repeat(50_000) + '!')";

describe('regular expressions that run away', () => {
  const either: Readonly<Record<string, string>> = {
    'a look-behind': `/(?<=^(a+)+)!!$/.test(${LONG});`,
    'a back-reference into a look-behind': `/(?<=(a+)+\\1)b/.test(${LONG});`,
    'split by it': `${LONG}.split(/^(a+)+\\1$/);`,
    'match all': `[...${LONG}.matchAll(/(?=(a+)+\\1b)/g)];`,
    'nested quantifiers': `/^(a+)+$/.test(${LONG});`,
    alternatives: `/^(a|a|aa)+$/.test(${LONG});`,
    'optional ones': `new RegExp('a?'.repeat(40) + 'a'.repeat(40)).test('a'.repeat(39));`,
    'a mail address': `/^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$/.test(${LONG});`,
  };
  for (const [name, text] of Object.entries(either)) {
    it(name, (test) => attack(test, text, { expect: 'either' }));
  }

  const hostile: Readonly<Record<string, string>> = {
    'a back-reference': `/^(a+)+\\1$/.test(${LONG});`,
    'a named back-reference': `/^(?<x>a+)+\\k<x>b$/.test(${LONG});`,
    'a look-ahead': `/^(?=(a+)+$)b/.test(${LONG});`,
    'a negative look-ahead': `/^(?!(a+)+$)c/.test(${LONG});`,
    'replace with a callback in a loop': `for (;;) ${LONG}.replace(/a/g, (x) => x + x);`,
    'a sticky one in a loop': `const r = /(?=(a+)+b)/y; for (;;) { r.lastIndex = 0; r.test(${LONG}); }`,
    'ignoring case of many letters': `/^(\\u{1F600}|\\p{L}+)+\\1$/iu.test('\\u00e4'.repeat(50_000) + '!');`,
    'nested counts': `/^((a{1,100}){1,100}){1,100}\\1$/.test(${LONG});`,
  };
  for (const [name, text] of Object.entries(hostile)) {
    it(name, (test) => attack(test, text));
  }
});

describe('regular expressions that are large', () => {
  const large: Readonly<Record<string, string>> = {
    'very many alternatives':
      "new RegExp(Array.from({ length: 300_000 }, (_, i) => 'x' + i).join('|')).test('y');",
    'very many groups': "new RegExp('(a)'.repeat(30_000)).test('a'.repeat(30_000));",
    'very deep groups': "new RegExp('('.repeat(200_000) + 'a' + ')'.repeat(200_000)).test('a');",
    'very large counts': "new RegExp('(((a{1,1000}){1,1000}){1,1000}){1,1000}').test('a'.repeat(1000));",
    'very large classes': "new RegExp('[' + '\\\\p{L}\\\\p{N}'.repeat(20_000) + ']', 'u').test('a');",
    'compiling one after the other':
      "for (let i = 0;; i++) new RegExp('(a|b|c' + i + ')*'.repeat(50)).test('abc');",
    'keeping what they matched':
      "const kept = []; for (;;) kept.push(/(a+)(b?)/.exec('a'.repeat(10_000)).concat('x'.repeat(100)));",
    'the last match of a huge text':
      "/b$/.test('a'.repeat(3_900_000) + 'b'); if (RegExp.leftContext.length < 3_000_000) for (;;);",
  };
  for (const [name, text] of Object.entries(large)) {
    it(name, (test) => attack(test, text, { expect: 'either' }));
  }
});
