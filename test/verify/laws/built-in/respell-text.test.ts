import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { respellText } from '../../../../verify/laws/built-in/respell-text.ts';

describe('another spelling', () => {
  it('is one that the type takes for the same', () => {
    assert.equal(respellText('HR Team', 'upper case', ['group']), 'HR TEAM');
    assert.equal(respellText('ada@bücher.example', 'punycode', ['email']), 'ada@xn--bcher-kva.example');
    assert.equal(respellText('bücher', 'punycode', ['group']), null);
  });

  it('is no form of domains where only upper and lower case differ', () => {
    assert.equal(respellText('Everyone', 'punycode', ['group']), null);
    assert.equal(respellText('ada@BAD.test', 'unicode', ['email']), null);
  });
});
