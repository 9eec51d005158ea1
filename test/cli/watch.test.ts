import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

const MAIN = path.join(import.meta.dirname, '../../cli/main.ts');

/**
 * Tries a rule again and again, or tests its project; `change` does something to the file, and resolves with what was
 * said since.
 */
async function withWatch(
  command: 'try' | 'test',
  text: string,
  work: (file: string, change: (how: () => void) => Promise<string>) => Promise<void>,
): Promise<number | null> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lintel-watch-'));
  mkdirSync(path.join(folder, 'rules'));
  const file = path.join(folder, 'rules/rule.js');
  writeFileSync(path.join(folder, 'lintel.yaml'), 'pipeline: [rules/rule.js]\n');
  writeFileSync(file, text);
  const args = command === 'try' ? [file] : [folder, '--seed', '1', '--runs', '20'];
  const child = spawn(process.execPath, [MAIN, command, ...args, '--watch'], {
    env: { ...process.env, NO_COLOR: '1' },
  });
  let said = '';
  let wake = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece: Buffer) => {
      said += piece.toString();
      wake();
    });
  }
  const round = async () => {
    while (!said.includes('waiting for changes')) await new Promise<void>((done) => (wake = done));
    const all = said;
    said = '';
    return all;
  };
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  try {
    await round();
    await work(file, (how) => {
      how();
      return round();
    });
  } finally {
    child.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true });
  }
  return ended;
}

const refusing = (message: string) =>
  `function (user, context, callback) { callback(new UnauthorizedError('${message}')); }`;

test('a rule is tried again whenever it changes, however an editor writes it', {
  timeout: 120_000,
}, async () => {
  const code = await withWatch('try', refusing('first'), async (file, change) => {
    const replace = (text: string) => () => {
      writeFileSync(`${file}.new`, text);
      renameSync(`${file}.new`, file);
    };
    assert.match(await change(replace(refusing('second'))), /second/);
    assert.match(await change(() => writeFileSync(file, refusing('third'))), /third/);
    const project = path.join(path.dirname(file), '../lintel.yaml');
    const settings = 'pipeline: [{ rule: rules/rule.js, id: renamed }]\n';
    assert.match(await change(() => writeFileSync(project, settings)), /renamed/);
    assert.match(await change(() => writeFileSync(file, 'function (user')), /javascript-syntax/);
    assert.match(await change(() => rmSync(file)), /no such file/);
    assert.match(await change(() => writeFileSync(file, refusing('fourth'))), /fourth/);
  });
  assert.equal(code, 130);
});

test('tests and laws are looked at again whenever a file changes', { timeout: 120_000 }, async () => {
  const code = await withWatch('test', refusing('first'), async (file, change) => {
    const tests = `tests: [{ name: Nobody gets in, login: {}, expect: { outcome: deny, message: second } }]\n`;
    const folder = path.join(path.dirname(file), '..');
    const red = await change(() => writeFileSync(path.join(folder, 'project.tests.yaml'), tests));
    assert.match(red, /✗ Nobody gets in[\s\S]*found first/);
    assert.match(await change(() => writeFileSync(file, refusing('second'))), /✓ Nobody gets in/);
    assert.match(await change(() => writeFileSync(file, 'function (user')), /javascript-syntax/);
  });
  assert.equal(code, 130);
});
