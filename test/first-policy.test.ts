import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { tutorialSteps } from './docs/follow-tutorial.ts';

describe('docs/FIRST-POLICY.md', () => {
  let root = '';
  let folder = '';
  before(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'lintel tutorial '));
    folder = root;
  });
  after(() => rm(root, { recursive: true }));

  for (const { line, says, follow } of tutorialSteps('docs/FIRST-POLICY.md')) {
    it(`in line ${line} ${says}`, async () => {
      folder = await follow(folder);
    });
  }
});
