import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { compile } from '../../../compiler/index.ts';
import { emitAuth0Rule } from '../../../compiler/targets/auth0-rule.ts';
import { emitStandalone } from '../../../compiler/targets/standalone.ts';
import { loadProject } from '../../../index.ts';
import { createPipeline } from '../../../runtime/index.ts';

const EXAMPLES = join(import.meta.dirname, '../../../examples');
const CASES = join(import.meta.dirname, '../../cases/compiled');

/** Compiled files import `re2js` from here, so they stand inside the checkout. */
const folder = mkdtempSync(join(import.meta.dirname, 'compiled-'));
after(() => rmSync(folder, { recursive: true }));

interface LoginFile {
  readonly user: Record<string, unknown>;
  readonly context: Record<string, unknown>;
}

function readLogin(path: string): LoginFile {
  return JSON.parse(readFileSync(path, 'utf8')) as LoginFile;
}

/** Examples with rules in JavaScript run only in the sandbox. */
const compiled = readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, 'policy.yaml')));

for (const name of compiled) {
  describe(`the example ${name}, compiled`, async () => {
    const project = await loadProject(join(EXAMPLES, name));
    after(() => project.dispose());
    const [policy] = project.policies;
    assert.ok(policy !== undefined);
    const { now } = JSON.parse(readFileSync(join(EXAMPLES, name, 'expected.json'), 'utf8')) as {
      now: string;
    };
    const logins = readdirSync(join(EXAMPLES, name, 'logins')).map((file) =>
      join(EXAMPLES, name, 'logins', file),
    );

    it('reads as it did', () => {
      const expected = join(CASES, `${name}.js`);
      if (process.env.UPDATE === '1') writeFileSync(expected, `${policy.code}\n`);
      assert.equal(`${policy.code}\n`, readFileSync(expected, 'utf8'));
    });

    it('decides as a module of its own as it does in the project', async () => {
      const [file] = emitStandalone(policy);
      assert.ok(file !== undefined);
      const path = join(folder, file.name);
      writeFileSync(path, file.text);
      const { decide } = await import(pathToFileURL(path).href);
      for (const path of logins) {
        const report = await project.run(readLogin(path), { now });
        const { user, context } = readLogin(path);
        const decision = decide(user, context, { now: Date.parse(now) });
        const { scope: _, ...accessToken } = decision.accessToken;
        for (const key of ['outcome', 'message', 'code', 'multifactor', 'idToken', 'scopes'] as const) {
          assert.deepEqual(decision[key], report[key], `${key} of ${path}`);
        }
        assert.deepEqual(accessToken, report.accessToken);
      }
    });

    it('decides as one rule of the old contract as it does in the project', async () => {
      const [file] = emitAuth0Rule(policy);
      assert.ok(file !== undefined);
      const clock = class extends Date {
        static override now = () => Date.parse(now);
      };
      const rule = runInNewContext(`(${file.text})`, { Date: clock, console: { log: () => {} } });
      for (const path of logins) {
        const { user, context } = readLogin(path);
        const report = await project.run({ user, context }, { now });
        let end: {
          error: { message?: string; code?: string } | null;
          context?: Record<string, unknown>;
        } | null = null;
        rule(structuredClone(user), structuredClone(context), (error: never, _: never, after: never) => {
          end = { error, context: after };
        });
        assert.ok(end !== null);
        const { error, context: left } = end as {
          error: { message?: string; code?: string } | null;
          context?: Record<string, unknown>;
        };
        assert.equal(error?.message ?? null, report.message, path);
        assert.equal(error?.code ?? null, report.code);
        if (left === undefined) continue;
        assert.equal(left.lintel, undefined);
        assert.deepEqual(structuredClone(left.multifactor ?? null), report.multifactor);
        assert.deepEqual(structuredClone(left.idToken), report.idToken);
      }
    });
  });
}

describe('a compiled file and what came with the login', async () => {
  const { value: policy } = compile({
    name: 'policy.yaml',
    text: 'policy: p\nrules:\n  - id: r\n    then: { require_mfa: { methods: [totp], remember: 1 hour } }\n',
  });
  assert.ok(policy !== null);
  const [module] = emitStandalone(policy);
  const [rule] = emitAuth0Rule(policy);
  assert.ok(module !== undefined && rule !== undefined);
  const path = join(folder, 'what-came.mjs');
  writeFileSync(path, module.text);
  const { decide } = await import(pathToFileURL(path).href);
  const pipeline = await createPipeline([policy]);
  after(() => pipeline.dispose());

  for (const multifactor of [
    undefined,
    null,
    false,
    'any',
    [],
    {},
    { provider: 'guardian', methods: ['sms', 4] },
  ]) {
    it(`reads a demand as the project does: ${JSON.stringify(multifactor)}`, async () => {
      const context = { multifactor, idToken: null, accessToken: [1] };
      const report = await pipeline.run({ user: {}, context });
      const decision = decide({}, structuredClone(context));
      for (const key of ['outcome', 'multifactor', 'idToken', 'accessToken'] as const)
        assert.deepEqual(decision[key], report[key], key);
      const left: Record<string, unknown> = structuredClone(context);
      runInNewContext(`(${rule.text})`, { console: { log: () => {} } })({}, left, () => {});
      assert.deepEqual(structuredClone(left.multifactor), report.multifactor);
    });
  }
});

describe('a compiled rule that fails', () => {
  it('tells the person nothing of the inside, and the log why', async (test) => {
    const text = `policy: p
rules:
  - id: consent
    then: { redirect: 'https://consent.example/\${user.locale}' }
`;
    const { value: policy } = compile({ name: 'policy.yaml', text });
    assert.ok(policy !== null);
    const [rule] = emitAuth0Rule(policy);
    const [module] = emitStandalone(policy);
    const lines: string[] = [];
    const errors: { message: string; code: string; denied: boolean }[] = [];
    const log = (line: string) => lines.push(line);
    const keep = (error: (typeof errors)[number]) => errors.push(error);
    runInNewContext(`(${rule?.text})`, { console: { log } })({}, {}, keep);
    const [error] = errors;
    assert.deepEqual(
      [error?.message, error?.code, error?.denied],
      ['Signing in is not possible right now.', 'policy_error', false],
    );
    assert.deepEqual(lines, ['a part of the address of the redirect is missing']);
    const path = join(folder, 'fails.mjs');
    writeFileSync(path, module?.text ?? '');
    const { decide } = await import(pathToFileURL(path).href);
    const { outcome, message } = decide({}, {});
    assert.deepEqual([outcome, message], ['failure', error?.message]);
    const pipeline = await createPipeline([policy]);
    test.after(() => pipeline.dispose());
    assert.equal((await pipeline.run({ user: {}, context: {} })).outcome, outcome);
  });
});

describe('the log of a compiled rule', () => {
  it('has a line for each line, whatever a person is called', () => {
    const text = 'policy: p\nrules:\n  - id: r\n    then: { log: "= user.name" }\n';
    const { value: policy } = compile({ name: 'policy.yaml', text });
    assert.ok(policy !== null);
    const [rule] = emitAuth0Rule(policy);
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    runInNewContext(`(${rule?.text})`, { console: { log } })({ name: 'Eve\nr: Ada\u001b[2K' }, {}, () => {});
    assert.deepEqual(lines, ['r: Eve\\u{a}r: Ada\\u{1b}[2K']);
  });
});

describe('a compiled rule that asks about countries', () => {
  it('knows them, though its lines are indented', () => {
    const { value: policy } = compile({
      name: 'policy.yaml',
      text: 'policy: p\nrules:\n  - id: r\n    then: { set_claims: { place: = continentOf(request.country) } }\n',
    });
    assert.ok(policy !== null);
    const [rule] = emitAuth0Rule(policy);
    const left: { idToken?: unknown; request: object } = { request: { geoip: { country_code: 'KE' } } };
    runInNewContext(`(${rule?.text})`, { console: { log: () => {} } })({}, left, () => {});
    assert.deepEqual(structuredClone(left.idToken), { place: 'AF' });
  });
});
