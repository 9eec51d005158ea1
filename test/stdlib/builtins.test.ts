import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import vm from 'node:vm';
import { builtins } from '../../stdlib/builtins.ts';
import { library } from '../../stdlib/library.ts';
import { libraryText } from '../../stdlib/library-text.ts';
import { evaluateCall } from './evaluate-call.ts';

type Run = (name: string, values: readonly unknown[]) => unknown;

const runOf = (name: string): string => builtins.get(name)?.run.name ?? '';
const here: Run = (name, values) => library.get(runOf(name))?.(...values);

/** A context with nothing but JavaScript's own globals and what `libraryText` declares. */
const emptyContext = vm.createContext(Object.create(null));
vm.runInContext(libraryText([...builtins.keys()].map(runOf)), emptyContext);
const inEmptyContext: Run = (name, values) => vm.runInContext(runOf(name), emptyContext)(...values);

/** The arguments of a call of a function in one of its examples. */
function argumentsOf(name: string, example: string): readonly unknown[] {
  const calls: (readonly unknown[])[] = [];
  evaluateCall(example, (called, values) => {
    if (called === name) calls.push(values);
    return here(called, values);
  });
  const [only, ...others] = calls;
  assert.ok(only !== undefined && others.length === 0, example);
  return only;
}

/** Values of two contexts have different prototypes. */
const plain = (value: unknown): unknown => (value === undefined ? value : JSON.parse(JSON.stringify(value)));

describe('the builtins', () => {
  it('are those that the language names', () =>
    assert.deepEqual(
      [...builtins.keys()].sort(),
      `lower upper trim length replaceText replaceMatches splitText joinText substringBefore substringAfter firstChars
      lastChars removeSpaces capitalise urlEncode urlDecode base64Encode base64Decode hash emailDomain emailLocalPart
      isEmail sameEmail size first last unique sort reverse union except intersect flatten add remove keys values hasKey
      get merge pick omit round floor ceil abs min max sum average clamp toNumber toText toBoolean toDate toList typeOf
      date year month day weekday hour minute daysBetween age startOfDay endOfDay inZone formatDate fromUnix toUnix isIp
      isPrivateIp ipVersion inNetwork distanceKm isCountry countryAlpha2 countryAlpha3 continentOf versionAtLeast
      versionBetween inGroup inAnyGroup hasRole usedMethod lastMfaWithin linkedAccounts`
        .split(/\s+/)
        .sort(),
    ));

  for (const [name, { summary, examples, parameters, acceptsMissing }] of builtins) {
    it(`${name}: is described by a sentence and an example that has a result`, () => {
      assert.match(summary, /^[A-Z0-9].*[.]$/);
      assert.ok(examples.some(([, result]) => result !== undefined));
    });

    it(`${name}: the examples hold, here and in an empty context`, () => {
      for (const [call, result] of examples) {
        assert.deepEqual(plain(evaluateCall(call, here)), plain(result), call);
        assert.deepEqual(plain(evaluateCall(call, inEmptyContext)), plain(result), call);
      }
    });

    it(`${name}: takes its own examples for complete calls`, () => {
      const needed = parameters.filter(({ optional, repeated }) => !optional && !repeated).length;
      const allowed = parameters.some(({ repeated }) => repeated) ? Infinity : parameters.length;
      for (const [call] of examples) {
        const { length } = argumentsOf(name, call);
        assert.ok(length >= needed && length <= allowed, call);
      }
    });

    if (acceptsMissing) continue;
    it(`${name}: a missing argument gives missing`, () => {
      for (const [call] of examples) {
        const values = argumentsOf(name, call);
        for (const index of values.keys()) {
          assert.equal(
            here(name, values.with(index, undefined)),
            undefined,
            `${call}, argument ${index + 1}`,
          );
        }
      }
    });
  }
});
