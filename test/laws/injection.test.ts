import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { analyse, emitPolicy } from '../../compiler/index.ts';
import { hasErrors, parsePolicy } from '../../grammar/index.ts';
import { libraryText } from '../../stdlib/index.ts';
import { hostilePolicy } from '../arbitraries/index.ts';
import { type Answers, type Decision, type Login, runPolicy } from '../reference/index.ts';
import { makeRunnable, runCompiled, sameDecision } from './compiled-policy.ts';
import { codesOf, globalsAfter, readCode } from './read-code.ts';
import { runs } from './runs.ts';

describe('a text of an author', () => {
  let accepted = 0;
  let tried = 0;

  it('never becomes code, and the policy does what the document says', () => {
    const property = fc.property(hostilePolicy, ({ text, file, values }) => {
      tried++;
      const source = { name: file, text };
      const { value: analysed } = analyse(source);
      if (analysed === null) return;
      accepted++;
      const compiled = emitPolicy(analysed.core, source);
      for (const { code, made, kinds: allowed } of codesOf(compiled)) {
        const { kinds, freeNames } = readCode(`(\n${code}\n)`);
        assert.deepStrictEqual(
          [...kinds].filter((kind) => !allowed.has(kind)),
          [],
        );
        const known = new Set(['undefined', ...compiled.functions]);
        assert.deepStrictEqual(
          [...freeNames].filter((name) => !known.has(name)),
          [],
        );
        assert.doesNotMatch(code, /<\/script|<!--|[\u2028\u2029]/i);
        assert.deepStrictEqual(
          globalsAfter(`${libraryText(compiled.functions)}\n${made}`),
          globalsAfter(libraryText(compiled.functions)),
        );
      }
      const parsed = parsePolicy(source);
      assert.ok(parsed.value !== null && !hasErrors(parsed.diagnostics));
      const runnable = makeRunnable(analysed, compiled);
      for (const login of loginsOf(values)) {
        for (const known of KNOWN) {
          const expected = runPolicy(parsed.value, login, 0, known);
          const decision = runCompiled(runnable, 'fast', login, 0, known);
          sameDecision(decision, expected);
          sameDecision(runCompiled(runnable, 'traced', login, 0, known), expected);
          leadsNowhereElse(decision, values);
        }
      }
      assert.equal(Reflect.get(globalThis, 'pwned'), undefined);
    });
    fc.assert(property, runs(400));
  });

  after(() => assert.ok(made > 50, `only ${made} requests were made, too few to tell`));

  after(() =>
    assert.ok(accepted > tried / 4, `only ${accepted} of ${tried} hostile policies compile, too few to tell`),
  );
});

/** Nobody has asked yet, and an answer. */
const KNOWN: readonly Answers[] = [
  new Map(),
  new Map([['api', { state: 'answered', value: { plan: '"); globalThis.pwned = 1; //' } }]]),
];

/** Requests go where the policy says, with the login's texts in the one place that they were put into. */
function leadsNowhereElse({ lasting, profile }: Decision, values: readonly string[]): void {
  const user = profile as Login['user'];
  for (const { kind, does } of lasting) {
    if (kind !== 'notify' || does.request === null) continue;
    const { url, headers, body } = does.request as Request;
    const { origin, pathname, searchParams, hash } = new URL(url);
    assert.equal(origin, 'https://hooks.example.com');
    assert.deepStrictEqual(pathname.split('/').map(decodeURIComponent), ['', 'a', user.name]);
    assert.deepStrictEqual(
      [...searchParams],
      [
        ['b', user.nickname],
        ['c', values[5]],
      ],
    );
    assert.equal(hash, '');
    assert.deepStrictEqual(headers, [['Authorization', 'Bearer <secret KEY>']]);
    assert.deepStrictEqual(Object.keys(body.value), [`x${values[3]}`, '__proto__', 'key']);
    made++;
  }
}

interface Request {
  readonly url: string;
  readonly headers: unknown;
  readonly body: { readonly value: object };
}

let made = 0;

/** Logins with the texts of the policy where its conditions look for them. */
function loginsOf(values: readonly string[]): readonly Login[] {
  return values.map((value, index) => ({
    user: {
      name: value,
      nickname: values[10],
      groups: [value, `x${value}`],
      app_metadata: Object.fromEntries([[values[8] ?? '', values[9]]]),
      identities: [{ provider: index % 2 === 0 ? value : 'auth0' }],
    },
    context: { clientName: `x${value}`, clientID: 'crm' },
  }));
}
