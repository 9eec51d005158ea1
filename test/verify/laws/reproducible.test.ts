import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { it } from 'node:test';
import { reports } from './reports.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

const FOLDERS = ['test/planted/js-list-with-a-typo', 'test/planted/profile-read-by-the-next-policy'];

/** Checks the laws of two projects in a process of its own and prints all that came of it. */
const PROGRAM = `
const { reports } = await import('./test/verify/laws/reports.ts');
process.stdout.write(await reports(process.argv.slice(1)));`;

function reportsElsewhere(): string {
  return execFileSync(process.execPath, ['--input-type=module', '-e', PROGRAM, ...FOLDERS], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

it('the same seed gives the same report of the laws in another process, byte for byte', async () => {
  const report = await reports(FOLDERS.map((folder) => path.join(ROOT, folder)));
  assert.match(report, /"kind":"broken"/);
  assert.equal(reportsElsewhere(), report);
});
