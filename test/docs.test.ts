import assert from 'node:assert/strict';
import { existsSync, globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { parseDocument } from 'yaml';
import { builtins, LOGIN_NAMES, type LoginName } from '../stdlib/index.ts';
import { testProject } from './cli/test-project.ts';
import { completePolicy } from './docs/complete-policy.ts';
import { findingsOf, policyFindings } from './docs/findings-of.ts';
import {
  anchorsOf,
  codeBlocks,
  codeIn,
  linkedHeadings,
  ROOT,
  readDocument,
  relativeLinks,
  tableRows,
} from './docs/markdown.ts';
import { printedBy, runCommand, runProgram } from './docs/run-program.ts';
import { policyText } from './project/project-folder.ts';

const LANGUAGE = readDocument('docs/LANGUAGE.md');

const PAGES = globSync('docs/diagnostics/*.md', { cwd: ROOT }).filter((file) => !file.endsWith('README.md'));

/** Mistakes that the block of a page can only hint at. */
const ONLY_HINTED: ReadonlyMap<string, string> = new Map([
  ['condition-too-deep', 'it takes more than 50 conditions'],
  ['condition-too-large', 'it takes conditions that come to 10,000 comparisons'],
  ['exported-tenant', 'the mistake is in a folder'],
  ['file-too-large', 'it takes a megabyte'],
  ['host-not-allowed', 'it takes a project beside the policy'],
  ['large-rule', 'it takes 100 kilobytes'],
  ['nested-too-deep', 'it takes 20 levels'],
  ['no-project', 'the mistake is in a folder'],
  ['not-utf8', 'the mistake is in the bytes of the file'],
  ['repeated-fixture', 'the mistake is in two files of fixtures'],
  ['sentence-too-deep', 'it takes 64 brackets'],
  ['sentence-too-long', 'it takes 4,000 characters'],
  ['too-many-rules', 'it takes 2,000 rules'],
  ['unsupported-in-target', 'it takes a project beside the policy'],
]);

/** Mistakes in a file as a whole: what to avoid is not a fragment. */
const WHOLE_FILES: ReadonlySet<string> = new Set(['not-a-policy']);

for (const page of PAGES) {
  const code = page.replace(/^.*\/|\.md$/g, '');
  describe(`the page of ${code}`, () => {
    const blocks = codeBlocks(readDocument(page));
    const under = (heading: string) => {
      const { text, language } = blocks.find((block) => block.heading === heading) ?? {
        text: '',
        language: 'yaml',
      };
      return [text, language] as const;
    };

    it('is named after its code', () => assert.ok(readDocument(page).startsWith(`# \`${code}\`\n`)));

    if (!ONLY_HINTED.has(code)) {
      it('shows what to avoid', async () => {
        const [block, language] = under('Avoid');
        const found = await (WHOLE_FILES.has(code) ? policyFindings(block) : findingsOf(block, language));
        assert.ok(
          found.some((diagnostic) => diagnostic.code === code),
          found.map(({ message }) => message).join('\n') || 'nothing is wrong with it',
        );
      });
    }

    it('shows what to prefer', async () => {
      const found = await findingsOf(...under('Prefer'));
      const wrong = found.filter((diagnostic) => diagnostic.code === code || diagnostic.severity === 'error');
      assert.deepEqual(wrong, []);
    });
  });
}

/** What keeps a block from being what an author should write. */
async function complaints(block: string): Promise<readonly string[]> {
  const found = await findingsOf(block);
  return (
    found
      // Whether secrets have values is up to the machine.
      .filter(({ code, severity }) => severity !== 'note' && code !== 'missing-secret')
      .map(({ code, message }) => `${code}: ${message}`)
  );
}

for (const file of [
  'README.md',
  'docs/CLI.md',
  'docs/LANGUAGE.md',
  'docs/MIGRATING.md',
  'docs/OPERATING.md',
  'docs/TESTING.md',
]) {
  describe(`the policies of ${file}`, () => {
    for (const { line, text } of codeBlocks(readDocument(file)).filter(
      ({ language }) => language === 'yaml',
    )) {
      it(`are fine in line ${line}`, async () => assert.deepEqual(await complaints(text), []));
    }
  });
}

for (const file of ['docs/LANGUAGE.md', 'docs/TESTING.md']) {
  const withTests = codeBlocks(readDocument(file)).filter(
    ({ language, text }) => language === 'yaml' && /^rules?:/m.test(text) && /^tests:/m.test(text),
  );

  describe(`the tests in the policies and templates of ${file}`, () => {
    it('are some', () => assert.ok(withTests.length > 1));

    for (const { line, text } of withTests) {
      it(`pass in line ${line}`, async () => {
        const template = /^template: (\S+)/m.exec(text)?.[1];
        const tested = await testProject(
          template === undefined
            ? { 'policy.yaml': completePolicy(text) }
            : { 'policy.yaml': policyText('example'), [`templates/${template}.yaml`]: text },
        );
        const results = tested.files.flatMap((one) => one.results.map(({ result }) => result));
        assert.ok(results.length > 0);
        assert.deepEqual(
          results.filter(({ kind }) => kind !== 'passed'),
          [],
        );
      });
    }
  });
}

for (const file of ['README.md', ...globSync('docs/*.md', { cwd: ROOT })]) {
  describe(`the programs of ${file}`, () => {
    for (const { line, text } of codeBlocks(readDocument(file)).filter(({ language }) => language === 'ts')) {
      it(`print in line ${line} what they say`, async () => {
        assert.equal(await runProgram(text), printedBy(text));
      });
    }
  });
}

/**
 * A session in a document: the command behind `$`, and what it prints but for what `…` leaves out: a part of a line, or
 * as the last line the rest.
 */
async function assertPrints(sample: string, files: Readonly<Record<string, string>>): Promise<void> {
  const [command = '', ...expected] = sample.trimEnd().split('\n');
  const words = command.replace(/^\$ (?:npx )?lintel /, '').split(' ');
  // A busy machine would try fewer logins than the sample says.
  if (words[0] === 'test') words.push('--time', '5m');
  const isWhole = expected.at(-1) !== '…';
  if (!isWhole) expected.pop();
  const printed = await runCommand(words, files);
  const shortened = printed
    .trimEnd()
    .split('\n')
    .map((line, index) => {
      const [start = '', end] = expected[index]?.split('…') ?? [];
      return end !== undefined && line.startsWith(start) && line.endsWith(end) ? expected[index] : line;
    });
  assert.deepEqual(isWhole ? shortened : shortened.slice(0, expected.length), expected);
}

describe('the samples of README.md', () => {
  const blocks = codeBlocks(readDocument('README.md'));
  const sample = (command: string) =>
    blocks.find(({ text }) => text.startsWith(`$ npx lintel ${command}`))?.text ?? '';
  const policy = blocks.find(({ language }) => language === 'yaml')?.text ?? '';
  const eve = { app: 'portal', user: { email: 'eve@example.com.evil.test', email_verified: true } };

  it('are what `lintel run` prints', () =>
    assertPrints(sample('run'), { 'policy.yaml': policy, 'eve.json': JSON.stringify(eve) }));

  it('are what `lintel test` prints of the mistake that they speak of', () => {
    const wrong = policy.replace(' and user.email_verified\n', '\n');
    assert.notEqual(wrong, policy);
    return assertPrints(sample('test'), { 'policy.yaml': wrong });
  });
});

describe('docs/TESTING.md', () => {
  const blocks = codeBlocks(readDocument('docs/TESTING.md'));
  const yaml = (start: string) => blocks.find(({ text }) => text.startsWith(start))?.text ?? '';

  it('shows what `lintel test` prints of its policy and its properties', () =>
    assertPrints(yaml('$ lintel test'), { 'policy.yaml': `${yaml('policy:')}\n${yaml('properties:')}` }));

  for (const { line, text } of blocks.filter(({ language }) => language === 'yml')) {
    it(`has YAML for other programs in line ${line} that can be read`, () => {
      const { errors, warnings } = parseDocument(text);
      assert.deepEqual([...errors, ...warnings], []);
    });

    it(`names in line ${line} options that exist`, async () => {
      const help = await runCommand(['test', '--help'], {});
      const options = [...text.matchAll(/lintel test (.*)/g)].flatMap(
        ([, rest = '']) => rest.match(/--[a-z-]+/g) ?? [],
      );
      assert.deepEqual(
        options.filter((option) => !help.includes(`${option} `)),
        [],
      );
    });
  }
});

describe('the reference of the language', () => {
  it('lists every name of a login', () => {
    const listed = tableRows(LANGUAGE, 'Names of a login').flatMap(([, names = '']) => codeIn(names));
    assert.deepEqual(listed.toSorted(), namesOf(LOGIN_NAMES, '').toSorted());
  });

  it('lists every function, by subject', () => {
    const rows = tableRows(LANGUAGE, 'Functions').map(([, functions = '']) => codeIn(functions));
    const subjects = Map.groupBy(builtins.values(), ({ subject }) => subject);
    assert.deepEqual(
      rows,
      Array.from(subjects.values(), (members) => members.map(({ name }) => name)),
    );
  });

  for (const [operator = '', , example = ''] of tableRows(LANGUAGE, 'Operators')) {
    it(`has a sentence that works for ${operator}`, async () => {
      assert.deepEqual(await complaints(`unless: ${quoted(codeIn(example).at(-1) ?? '')}\n`), []);
    });
  }

  for (const [form = '', example = ''] of tableRows(LANGUAGE, 'Values')) {
    it(`has a value that works for ${form}`, async () => {
      assert.deepEqual(
        await complaints(`set_claims:\n  example: ${quoted(`= ${codeIn(example).at(-1)}`)}\n`),
        [],
      );
    });
  }
});

describe('links', () => {
  for (const file of ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: ROOT })]) {
    const targets = relativeLinks(readDocument(file));
    if (targets.length > 0)
      it(`of ${file} lead to files that exist`, () => {
        assert.deepEqual(
          targets.filter((target) => !existsSync(join(ROOT, dirname(file), target))),
          [],
        );
      });
    const headings = linkedHeadings(readDocument(file));
    if (headings.length > 0)
      it(`of ${file} lead to headings that exist`, () => {
        const lost = headings.filter(({ target, anchor }) => {
          const document = target === '' ? file : join(dirname(file), target);
          return !anchorsOf(readDocument(document)).includes(anchor);
        });
        assert.deepEqual(lost, []);
      });
  }
});

/** Names as the reference writes them; steps that mean nothing alone and results are not in it. */
function namesOf(names: ReadonlyMap<string, LoginName>, before: string): readonly string[] {
  return [...names].flatMap(([step, { field, children, open, resultOnly }]) => {
    if (resultOnly) return [];
    const name = `${before}${step}`;
    const own = field === null ? [] : [open ? `${name}.*` : name];
    return [...own, ...namesOf(children, `${name}.`)];
  });
}

/** A text of YAML in single quotes. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
