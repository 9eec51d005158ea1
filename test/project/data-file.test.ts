import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parseDataFile, readDataFile } from '../../project/data-file.ts';

describe('parseDataFile', () => {
  it('reads text files with one item a line and whole-line comments', () => {
    assert.deepEqual(rows('a.txt', '# who\n\nana@x.example\r\n  Team #1 \n  # more\nlast'), [
      [3, 'ana@x.example'],
      [4, 'Team #1'],
      [6, 'last'],
    ]);
  });

  it('reads CSV files below their header', () => {
    assert.deepEqual(rows('a.csv', 'email;note\nana@x.example;"a ""b"""\n'), [[2, 'ana@x.example', 'a "b"']]);
  });

  it('reads YAML lists as items', () => {
    assert.deepEqual(rows('a.yaml', '- no\n# between\n- "00123"\n'), [
      [1, 'no'],
      [3, '00123'],
    ]);
    assert.deepEqual(rows('a.yml', '# top\n---\n- a\n'), [[3, 'a']]);
    assert.deepEqual(rows('a.yml', '[a, b]\n'), [
      [1, 'a'],
      [1, 'b'],
    ]);
  });

  it('reads YAML keys as rows of a table', () => {
    assert.deepEqual(rows('a.yaml', 'HR Managers: [hr.admin, hr.read]\nconstructor: x\n'), [
      [1, 'HR Managers', 'hr.admin', 'hr.read'],
      [2, 'constructor', 'x'],
    ]);
  });

  it('gives no rows for a file without any', () => {
    for (const name of ['a.txt', 'a.csv', 'a.yaml']) assert.deepEqual(rows(name, ''), []);
  });

  it('leaves out a byte order mark', () => {
    for (const name of ['a.txt', 'a.yaml'])
      assert.deepEqual(rows(name, '\ufeffa: b'), name === 'a.txt' ? [[1, 'a: b']] : [[1, 'a', 'b']]);
  });

  it('says why a file cannot be read, and in which line', () => {
    assert.match(reason('a.json', '{}'), /its name ends in none of `.csv`/);
    assert.equal(
      reason('a.txt', Buffer.from('a\nb\nM\xfcller\n', 'latin1')),
      'line 3 is not UTF-8 text; save the file as UTF-8',
    );
    assert.match(reason('a.txt', Buffer.from('\ufeffa', 'utf16le')), /UTF-16/);
    assert.equal(reason('a.yaml', '- a\n- [b]\n'), 'line 2 is not a text');
    assert.equal(reason('a.yaml', 'a: x\nb: { c: d }\n'), 'line 2 is not a text');
    assert.match(reason('a.yaml', '- a\n- *b\n'), /^line 2: `\*b` is read as/);
    assert.match(reason('a.yaml', 'words'), /neither a list nor keys/);
  });

  it('takes a million rows and no more', () => {
    const text = 'x\n'.repeat(1_000_000);
    assert.equal(rows('a.txt', text).length, 1_000_000);
    assert.equal(rows('a.csv', `id\n${text}`).length, 1_000_000);
    assert.equal(reason('a.txt', `${text}x`), 'it has more than 1,000,000 rows');
    assert.equal(reason('a.csv', `id\n${text}x`), 'it has more than 1,000,000 rows');
  });
});

describe('readDataFile', () => {
  let root = '';
  before(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'lintel data-'));
    await mkdir(path.join(root, 'inside/folder.csv'), { recursive: true });
    await writeFile(path.join(root, 'outside.csv'), 'email\nana@x.example\n');
    await writeFile(path.join(root, 'inside/list.csv'), 'email\nana@x.example\n');
    await symlink('../outside.csv', path.join(root, 'inside/link.csv'));
    await symlink('list.csv', path.join(root, 'inside/good-link.csv'));
    await symlink('circle.csv', path.join(root, 'inside/circle.csv'));
  });
  after(() => rm(root, { recursive: true }));
  const read = (name: string) => readDataFile(path.join(root, 'inside'), name);

  it('names the source as the policy does', async () => {
    const data = await read('list.csv');
    assert.equal(data.kind === 'rows' && data.source.name, 'list.csv');
    assert.equal((await read('good-link.csv')).kind, 'rows');
  });

  it('stays inside the project folder', async () => {
    const reasons = {
      '../outside.csv': 'the path leaves the project folder; files stay inside it',
      'a/../../outside.csv': 'the path leaves the project folder; files stay inside it',
      [path.join(root, 'outside.csv')]: 'the path is absolute; write it relative to the project folder',
      'C:\\lists\\a.csv': 'the path is absolute; write it relative to the project folder',
      'lists\\a.csv': 'write `/` between folders, not `\\`',
      'link.csv': 'it is a link to a place outside the project folder',
    };
    for (const [name, expected] of Object.entries(reasons)) {
      const data = await read(name);
      assert.equal(data.kind === 'unreadable' && data.reason, expected);
    }
  });

  it('says what stands in the place of a file', async () => {
    const reasons = {
      'none.csv': 'there is no such file',
      'list.csv/more.csv': 'there is no such file',
      'folder.csv': 'it is a folder, not a file',
      'circle.csv': 'its links go round in a circle',
      'a\0.csv': 'the path has a character that no file name can have',
    };
    for (const [name, expected] of Object.entries(reasons)) {
      const data = await read(name);
      assert.equal(data.kind === 'unreadable' && data.reason, expected);
    }
  });
});

function rows(name: string, text: string): readonly (readonly [number, ...string[]])[] {
  const data = parseDataFile(name, Buffer.from(text));
  return data.kind === 'rows'
    ? data.rows.map(({ line, cells }) => [line, ...cells] as const)
    : assert.fail(data.reason);
}

function reason(name: string, text: string | Buffer): string {
  const data = parseDataFile(name, Buffer.from(text));
  return data.kind === 'unreadable' ? data.reason : assert.fail('the file is readable');
}
