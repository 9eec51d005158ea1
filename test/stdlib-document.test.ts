import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ROOT, readDocument } from './docs/markdown.ts';
import { stdlibReference } from './docs/stdlib-reference.ts';

describe('docs/STDLIB.md', () => {
  it('says what the sources say; npm run docs:stdlib writes it anew', () => {
    const text = stdlibReference();
    if (process.env.UPDATE === '1') writeFileSync(join(ROOT, 'docs/STDLIB.md'), text);
    assert.ok(readDocument('docs/STDLIB.md') === text, 'docs/STDLIB.md is out of date');
  });
});
