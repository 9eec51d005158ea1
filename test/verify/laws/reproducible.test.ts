import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { it } from 'node:test';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** Checks the laws of two projects in a process of its own and prints all that came of it, save where it stands. */
const PROGRAM = `
const { checkProject, checkLaws } = await import('./verify/index.ts');
for (const folder of process.argv.slice(1)) {
  const report = await checkLaws(await checkProject(folder), { runs: 300, seed: 11, time: Infinity });
  console.log(JSON.stringify(report, (key, value) => (key === 'place' ? undefined : value)));
}`;

function reports(): string {
  const folders = ['test/planted/js-list-with-a-typo', 'test/planted/profile-read-by-the-next-policy'];
  return execFileSync(process.execPath, ['--input-type=module', '-e', PROGRAM, ...folders], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

it('the same seed gives the same report of the laws in another process, byte for byte', () => {
  const report = reports();
  assert.match(report, /"kind":"broken"/);
  assert.equal(reports(), report);
});
