import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type AnyNode, parse } from 'acorn';
import fc from 'fast-check';
import { nodesOf } from '../../../compiler/javascript/parse-javascript.ts';
import { verifyCode } from '../../../runtime/verified/verify-code.ts';
import { runs } from '../../laws/runs.ts';
import { codeOnLogin } from './code-around.ts';
import { decidedPolicy, LIBRARY } from './emitted-code.ts';

/** Code that has no place anywhere in what sentences make. */
const HOSTILE = [
  ...['this', 'globalThis', 'arguments', 'eval', 'process', 'new.target', 'import("node:fs")', 'import.meta'],
  ...[
    'eval("1")',
    'Function("return this")()',
    'new Map()',
    'textOf.call(1)',
    '(0, textOf)("a")',
    'textOf`a`',
  ],
  ...[
    'f.constructor',
    'f[0]',
    'f["constructor"]',
    'state.constructor',
    'told[0]',
    'told.length = 0',
    'at.constructor',
  ],
  ...[
    '"".constructor',
    '[].constructor.constructor',
    'textOf.constructor',
    'own.prototype',
    '\\u0074old',
    'told?.push',
  ],
  ...[
    '({})',
    '({ __proto__: told })',
    '({ get a() { return told; } })',
    '`a`',
    '/a/',
    '1n',
    'class {}',
    '(1, 2)',
  ],
  ...[
    'function () {}',
    'async () => 1',
    '() => { told.push(base + 0); }',
    '(() => told)()',
    '[...f]',
    '...f',
    '[,]',
  ],
  ...[
    'now++',
    'delete f[0]',
    'void 0',
    'typeof now',
    'await 1',
    'yield',
    'told = []',
    'f[0] = textOf',
    '"a" + "b"',
  ],
  ...['while (true) {}', 'throw told', 'debugger', 'var a', 'let a', 'try {} catch {}', 'user.constructor'],
  ...[
    'textOf(user.__proto__)',
    'own(user, "a", "b")',
    'user["constructor"]',
    'someSurely([], told.push)',
    'someSurely([], tells)',
  ],
];

/** Every part of code but plain names of fields, and of constants where they are made: those may be any word. */
function partsOf(code: string): readonly AnyNode[] {
  const nodes = [...nodesOf(parse(code, { ecmaVersion: 2024 }))];
  const names = new Set<AnyNode>(
    nodes.flatMap((node): readonly AnyNode[] => {
      if (node.type === 'VariableDeclarator') return [node.id];
      return node.type === 'MemberExpression' && !node.computed ? [node.property] : [];
    }),
  );
  return nodes.filter((node) => !names.has(node));
}

/** Code with one part of it replaced. */
function replaced(code: string, turn: number, hostile: string): string {
  const parts = partsOf(code);
  const { start, end } = parts[turn % parts.length] ?? assert.fail('code has parts');
  return code.slice(0, start) + hostile + code.slice(end);
}

const ON_LOGIN = codeOnLogin(
  `// a rule
rule: {
  const possibly = a(user, context, now) || (v0 ??= textOf(user.email)) === "a";
  const surely = !(someSurely(listOf(own(user, "groups"), textOf), (x) => isSame(x, textOf(recordAt(context.a).b ?? -1))));
  if (possibly) { told.push(base + 1, (v1 ??= foldList(["a"], foldAscii)) ?? null); return true; }
  if (surely) { state.admitted = true; tells[base + 2](told, now); }
  else if (state.stopped === 'no') { state.stopped = 'yes'; break rule; }
}`,
  'const list = data.get("list");\nfunction a(user, context, now) { return contains(list, now); }',
);
/** The same in a function that is given a list. */
const MADE = ON_LOGIN.replace('return [function', 'function made(base, list2) { return function')
  .replace(/\}\];\n\}\)$/, '}; }\nreturn [made(base + 0, ["b", -1]), made(base + 2, list)];\n})')
  .replace('["a"]', 'list2');
const KNOWN = new Set([...LIBRARY, 'recordAt', 'tells']);

describe('accepted code of which one part is replaced by what has no place in it', () => {
  const hostile = fc.constantFrom(...HOSTILE);
  const code = fc.oneof(
    decidedPolicy.map(({ decider }) => decider.code),
    fc.constantFrom(ON_LOGIN, MADE),
  );

  it('is accepted before', () => {
    for (const text of [ON_LOGIN, MADE]) assert.equal(verifyCode(text, KNOWN), null);
    assert.match(MADE, /made\(base, list2\).*made\(base \+ 2, list\)/s);
  });

  it('is refused', () => {
    const changes = fc.array(fc.tuple(fc.nat(), hostile), { minLength: 10, maxLength: 10 });
    const property = fc.property(code, changes, (text, tried) => {
      for (const [turn, part] of tried) {
        const changed = replaced(text, turn, part);
        assert.notEqual(verifyCode(changed, KNOWN), null, changed);
      }
    });
    fc.assert(property, runs(150));
  });

  it('is refused, wherever that is in code on logins', () => {
    for (const text of [ON_LOGIN, MADE])
      for (const part of HOSTILE)
        for (let turn = 0; turn < partsOf(text).length; turn++)
          assert.notEqual(verifyCode(replaced(text, turn, part), KNOWN), null, `${part} at ${turn}`);
  });

  it('gives an answer, whatever characters are changed', () => {
    const property = fc.property(
      code,
      fc.nat(),
      fc.nat(20),
      fc.string({ unit: 'binary' }),
      (text, at, length, put) => {
        const start = at % text.length;
        verifyCode(text.slice(0, start) + put + text.slice(start + length), KNOWN);
      },
    );
    fc.assert(property, runs(150));
  });
});
