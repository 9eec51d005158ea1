import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { checkProject } from '../../project/check-project.ts';
import { type CompileCache, createCompileCache } from '../../project/compile-cache.ts';
import { inFolder, policyText } from './project-folder.ts';

type Files = Readonly<Record<string, string | null>>;

describe('a compile cache', () => {
  it('gives the same policy for a file that has not changed, and a new one for a file that has', async () => {
    const [first, second] = await twice(BASE, { 'b.yaml': B.replace('Go', 'Leave') });
    assert.equal(first.policies?.[0], second.policies?.[0]);
    assert.notEqual(first.policies?.[1], second.policies?.[1]);
  });

  it('compiles a policy again when a list, a template or a fixture that it looks at changes', async () => {
    for (const change of [
      { 'people.csv': 'email\nada@example.com\n' },
      { 'templates/refuse.yaml': REFUSE.replace('Sorry', 'No') },
      { 'fixtures/people.yaml': 'ada: { user: { email: bob@example.com } }\n' },
    ]) {
      const [first, second] = await twice(BASE, change);
      assert.notEqual(first.policies?.[0], second.policies?.[0], Object.keys(change)[0]);
      assert.equal(first.policies?.[2], second.policies?.[2], Object.keys(change)[0]);
    }
  });

  it('compiles all again when the settings of the project change', async () => {
    const [first, second] = await twice(BASE, { 'lintel.yaml': `${PROJECT}settings: { place: there }\n` });
    assert.ok(first.policies?.every((policy, index) => policy !== second.policies?.[index]));
  });

  it('compiles only what speaks of other rules again when a rule is new somewhere', async () => {
    const more = B.replace('rules:', 'rules:\n  - { id: b-new, when: user.blocked, then: { deny: Go } }');
    const [first, second] = await twice(BASE, { 'b.yaml': more });
    assert.notEqual(first.policies?.[0], second.policies?.[0]);
    assert.equal(first.policies?.[2], second.policies?.[2]);
  });

  it('law: after any changes a project is what it would be without a cache', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(changes, { minLength: 1, maxLength: 5 }), async (steps) => {
        await inFolder(present(BASE), async (root) => {
          const cache = createCompileCache();
          for (const step of [{}, ...steps]) {
            await change(root, step);
            assert.deepEqual(await checked(root, cache), await checked(root));
          }
        });
      }),
      { numRuns: 40 },
    );
  });
});

const PROJECT = 'pipeline: [a.yaml, b.yaml, c.yaml]\n';

const A = `policy: a
lists:
  people: { of: email, file: people.csv }
rules:
  - id: a-first
    when: user.email in people and "\${settings.place}" is "here"
    then: { deny: Go }
  - id: a-second
    uses: refuse
    with: { who: bob@example.com }
settings: { place: here }
tests:
  - name: ada is refused
    login: ada
    expect: { outcome: deny, by: b-first }
`;
const B = `policy: b
rules:
  - id: b-first
    when: user.blocked
    then: { deny: Go }
`;
const REFUSE = `template: refuse
name: Refuse
summary: Refuses one person.
parameters:
  who: { type: email, title: Who, example: ada@example.com }
rule:
  when: user.email is who
  then: { deny: Sorry }
`;

const BASE: Files = {
  'lintel.yaml': PROJECT,
  'a.yaml': A,
  'b.yaml': B,
  'c.yaml': policyText('c'),
  'people.csv': 'email\neve@example.com\n',
  'templates/refuse.yaml': REFUSE,
  'fixtures/people.yaml': 'ada: { user: { email: ada@example.com } }\n',
};

/** What a file may be changed to; null: it is gone. */
const VARIANTS: Readonly<Record<string, readonly (string | null)[]>> = {
  'lintel.yaml': [
    PROJECT,
    'pipeline: [b.yaml, a.yaml]\n',
    `${PROJECT}settings: { place: there }\n`,
    `${PROJECT}assume: { user.blocked: no }\n`,
    `${PROJECT}targets: [auth0]\n`,
    'pipeline: [a.yaml, d.yaml\n',
  ],
  'a.yaml': [
    A,
    A.replace('a-first', 'b-first'),
    A.replace('uses: refuse', 'uses: refuze'),
    A.replace('people.csv', 'none.csv'),
  ],
  'b.yaml': [
    B,
    B.replace('b-first', 'b-other'),
    B.replace('policy: b', 'policy: a'),
    B.replace('user.blocked', 'user.blokked'),
    null,
  ],
  'c.yaml': [policyText('c'), policyText('c', 'other.example'), 'policy: c\n  rules\n', ''],
  'people.csv': ['email\neve@example.com\n', 'email\nada@example.com\n', 'email\nnobody\n', null],
  'templates/refuse.yaml': [
    REFUSE,
    REFUSE.replace('Sorry', 'No'),
    REFUSE.replace('user.email', 'user.emial'),
    null,
  ],
  'fixtures/people.yaml': [
    'ada: { user: { email: ada@example.com } }\n',
    'bob: { user: { email: bob@example.com } }\n',
    'ada: { email: 1, x: \n',
    null,
  ],
  'more.tests.yaml': [
    'tests:\n  - name: t\n    login: ada\n    expect: { outcome: deny, by: c-staff }\n',
    null,
  ],
};

/** Some files in other versions. */
const changes: fc.Arbitrary<Files> = fc
  .dictionary(fc.constantFrom(...Object.keys(VARIANTS)), fc.nat(5), { minKeys: 1, maxKeys: 2 })
  .map((chosen) =>
    Object.fromEntries(
      Object.entries(chosen).map(([name, index]) => {
        const variants = VARIANTS[name] ?? [];
        return [name, variants[index % variants.length] ?? null];
      }),
    ),
  );

async function change(root: string, files: Files): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name);
    await mkdir(path.dirname(file), { recursive: true });
    if (text === null) await rm(file, { force: true });
    else await writeFile(file, text);
  }
}

/** Everything that checking a project comes to. */
function checked(root: string, cache?: CompileCache) {
  return checkProject(root, {
    now: new Date('2026-01-01'),
    variables: {},
    ...(cache === undefined ? {} : { cache }),
  });
}

/** A project before and after a change, with one cache. */
function twice(files: Files, next: Files) {
  return inFolder(present(files), async (root) => {
    const cache = createCompileCache();
    const first = await checked(root, cache);
    assert.ok(
      first.policies !== null,
      JSON.stringify(
        first.findings.flatMap(({ diagnostics }) => diagnostics),
        null,
        1,
      ),
    );
    await change(root, next);
    return [first, await checked(root, cache)] as const;
  });
}

function present(files: Files): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).flatMap(([name, text]) => (text === null ? [] : [[name, text]])),
  );
}
