import { type Core, type CoreEach, type CorePolicy, childrenOfCore } from '../../../compiler/index.ts';
import type { TimedLogin } from '../../login/timed-login.ts';
import { counterKey, valuesOfAnswers } from '../../look-ups/look-ups-as-fields.ts';
import { mapChildren } from '../../look-ups/map-children.ts';
import { mapAsked, mapPolicy } from '../../look-ups/map-policy.ts';

/**
 * The policy in which all that speaks of missing facts (`exists`, `otherwise`, `assume` …) is asked of another login, which
 * `withBefore` puts beside the one at hand. What becomes otherwise when a fact goes away does so, then, without the author
 * having said it. null: the policy does not speak of missing facts.
 */
export function absenceAsBefore(policy: CorePolicy): CorePolicy | null {
  let speaks = false;
  const before = (core: Core): Core => {
    speaks = true;
    return asBefore(core);
  };
  const change = (core: Core): Core => changeSpeaking(core, before);
  const changed = mapAsked(mapPolicy(policy, change), change);
  const conditions = policy.conditions.map((one) => ({
    ...one,
    name: nameBefore(one.name),
    condition: asBefore(one.condition),
  }));
  return speaks ? { ...changed, conditions: [...conditions, ...changed.conditions] } : null;
}

/** A login for such a policy: `before` is the one that what speaks of missing facts is asked of. */
export function withBefore(login: TimedLogin, { user, context, answers }: TimedLogin): TimedLogin {
  const before = { user, context, answers: valuesOfAnswers(answers) };
  return { ...login, context: { ...login.context, [BEFORE]: before } };
}

/** No sentence can name a field with a blank in it. */
const BEFORE = 'login before';

function nameBefore(condition: string): string {
  return `${condition} before`;
}

/** With what is asked about in the other login where it may be missing; all else is asked as ever. */
function changeSpeaking(core: Core, before: (core: Core) => Core): Core {
  const change = (inner: Core): Core => changeSpeaking(inner, before);
  switch (core.kind) {
    case 'field':
      return core.assumed === undefined ? core : before(core);
    case 'exists':
      return { ...core, operand: before(core.operand) };
    case 'otherwise': {
      const last = core.options.length - 1;
      return { ...core, options: core.options.map((one, part) => (part < last ? before(one) : change(one))) };
    }
    case 'call': {
      const parts = core.arguments.map((one, part) => (speaks(core.function, part) ? before : change)(one));
      return { ...core, arguments: parts };
    }
    case 'each': {
      const { list, condition, value } = core;
      return {
        ...core,
        list: (isSpokenOf(core) ? before : change)(list),
        condition: change(condition),
        value: value === null ? null : change(value),
      };
    }
    default:
      return mapChildren(core, change);
  }
}

/** Whether a function tells an argument that is missing, or has less in it, from any other. */
function speaks(called: string, part: number): boolean {
  // A request that says no prompt shows a page: the event `login` instead of `silent`.
  return called === 'entryOf' ? part === 1 : SPEAKING.has(called);
}

/** Functions that tell a record from the same record with less in it, and what is empty from what is not there. */
const SPEAKING: ReadonlySet<string> = new Set([
  'isEmpty',
  'keys',
  'values',
  'hasKey',
  'get',
  'merge',
  'pick',
  'omit',
]);

/** Whether what is asked of each member of a list speaks of what that member lacks: then the members are those before. */
function isSpokenOf({ variable, condition, value }: CoreEach): boolean {
  return [condition, ...(value === null ? [] : [value])].some((core) => spokenLocals(core).has(variable));
}

/** The variables of quantifiers around an expression which, in it, something that speaks of missing facts is about. */
function spokenLocals(core: Core): ReadonlySet<string> {
  switch (core.kind) {
    case 'exists':
      return localsOf(core.operand);
    case 'otherwise':
      return union(
        core.options.map((one, part) => (part < core.options.length - 1 ? localsOf(one) : spokenLocals(one))),
      );
    case 'call':
      return union(
        core.arguments.map((one, part) => (speaks(core.function, part) ? localsOf(one) : spokenLocals(one))),
      );
    case 'each': {
      const inside = union([core.condition, ...(core.value === null ? [] : [core.value])].map(spokenLocals));
      const own = inside.has(core.variable) ? localsOf(core.list) : spokenLocals(core.list);
      return union([own, new Set([...inside].filter((name) => name !== core.variable))]);
    }
    default:
      return union(childrenOfCore(core).map(spokenLocals));
  }
}

function localsOf(core: Core): ReadonlySet<string> {
  return union([new Set(core.kind === 'local' ? [core.name] : []), ...childrenOfCore(core).map(localsOf)]);
}

function union(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return new Set(sets.flatMap((set) => [...set]));
}

/** The same expression about the other login. */
function asBefore(core: Core): Core {
  const at = (path: readonly string[]): Core => ({
    kind: 'field',
    root: 'context',
    path: [BEFORE, ...path],
    name: path.join('.'),
    type: core.type,
    assumed: core.kind === 'field' ? core.assumed : undefined,
  });
  switch (core.kind) {
    case 'field':
      return core.root === 'result' ? core : at([core.root, ...core.path]);
    case 'source':
      return at(['answers', core.name]);
    case 'count':
      return at(['answers', counterKey(core.name)]);
    case 'condition':
      return { ...core, name: nameBefore(core.name) };
    default:
      return mapChildren(core, asBefore);
  }
}
