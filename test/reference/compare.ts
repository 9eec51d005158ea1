import type { Comparison, Expression } from '../../grammar/index.ts';
import type { Type, Value } from '../../stdlib/index.ts';
import { isDuring } from './clock.ts';
import { fold, isSame } from './equality.ts';
import { evaluate } from './evaluate.ts';
import { common, typeOf } from './infer.ts';
import { isInRanges } from './network.ts';
import { readSchedule, type Scene } from './scene.ts';
import { type Truth, truthOf } from './truth.ts';

/** One comparison without its negations: unknown as soon as one side is missing. */
export function compare(comparison: Comparison, scene: Scene): Truth {
  const { left, right, equality } = comparison;
  const leftType = typeOf(left, scene);
  const rightType = typeOf(right, scene);
  switch (comparison.operator) {
    case 'is':
    case 'contains any of':
    case 'contains all of':
      return ofOneType(common([leftType, rightType]));
    case 'in':
      if (rightType.kind === 'network') return inNetwork(left, right, scene);
      return both(
        common([leftType, itemOf(rightType)]),
        listOf(common([leftType, itemOf(rightType)])),
        (value, list) =>
          members(list).some((member) =>
            isSame(value, member, common([leftType, itemOf(rightType)]), equality),
          ),
      );
    case 'contains': {
      if (leftType.kind !== 'list') return onTexts((text, part) => text.includes(part));
      const type = common([itemOf(leftType), rightType]);
      return both(listOf(type), type, (list, value) =>
        members(list).some((member) => isSame(member, value, type, equality)),
      );
    }
    case 'starts with':
      return onTexts((text, part) => text.startsWith(part));
    case 'ends with':
      return onTexts((text, part) => text.endsWith(part));
    case 'like':
      return onTexts((text, pattern) => likeness(pattern).test(text));
    case 'matches': {
      const text = evaluate(left, textual(leftType), scene);
      if (typeof text !== 'string' || right.kind !== 'pattern') return 'unknown';
      return truthOf(new RegExp(right.source, `${right.flags}u`).test(text));
    }
    case 'is more than':
    case 'is after':
      return ordered((a, b) => a > b);
    case 'is less than':
    case 'is before':
      return ordered((a, b) => a < b);
    case 'is at least':
      return ordered((a, b) => a >= b);
    case 'is at most':
      return ordered((a, b) => a <= b);
    case 'is older than':
      return both(
        { kind: 'instant' },
        { kind: 'duration' },
        (at, age) => scene.now - Number(at) > Number(age),
      );
    case 'is within the last':
      return both({ kind: 'instant' }, { kind: 'duration' }, (at, age) => {
        const passed = scene.now - Number(at);
        return passed >= 0 && passed <= Number(age);
      });
    case 'during':
      return duringSchedule(left, right, scene);
    case 'is not':
    case 'is not in':
    case 'does not contain':
    case 'contains none of':
    case 'outside':
      throw new Error('negations are taken off before a comparison is made');
  }

  function both(a: Type, b: Type, test: (a: Value, b: Value) => boolean): Truth {
    const values = [evaluate(left, a, scene), evaluate(right, b, scene)];
    return values.includes(undefined) ? 'unknown' : truthOf(test(values[0], values[1]));
  }

  function ofOneType(type: Type): Truth {
    const item = itemOf(type);
    const holds = (list: Value, value: Value) =>
      members(list).some((member) => isSame(member, value, item, equality));
    return both(type, type, (a, b) => {
      if (comparison.operator === 'is') return isSame(a, b, type, equality);
      if (comparison.operator === 'contains any of') return members(b).some((value) => holds(a, value));
      return members(b).every((value) => holds(a, value));
    });
  }

  function ordered(test: (a: string | number, b: string | number) => boolean): Truth {
    const type = common([leftType, rightType]);
    return both(type, type, (a, b) => test(a as string | number, b as string | number));
  }

  function onTexts(test: (text: string, part: string) => boolean): Truth {
    const type = textual(leftType);
    return both(type, { kind: 'text' }, (text, part) =>
      test(String(fold(text, type, equality)), String(fold(part, asPart(type), equality))),
    );
  }
}

function inNetwork(left: Expression, right: Expression, scene: Scene): Truth {
  const ip = evaluate(left, { kind: 'ip' }, scene);
  if (typeof ip !== 'string') return 'unknown';
  if (right.kind === 'network') return truthOf(isInRanges(ip, [right.value]));
  const name = right.kind === 'path' ? right.segments[0]?.name : undefined;
  const network = scene.policy.networks.find((one) => one.name.text === name);
  return truthOf(isInRanges(ip, network?.ranges.map((range) => range.text) ?? []));
}

function duringSchedule(left: Expression, right: Expression, scene: Scene): Truth {
  const at = evaluate(left, { kind: 'instant' }, scene);
  const name = right.kind === 'path' ? right.segments[0]?.name : undefined;
  const written = scene.policy.schedules.find((one) => one.name.text === name);
  if (typeof at !== 'number' || written === undefined) return 'unknown';
  return truthOf(isDuring(at, readSchedule(written, scene.policy)));
}

/** `*` is any text, `?` is one character, all else is itself. */
function likeness(pattern: string): RegExp {
  const source = [...pattern].map((character) => {
    if (character === '*') return '.*';
    return character === '?' ? '.' : character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  });
  return new RegExp(`^${source.join('')}$`, 'su');
}

function textual(type: Type): Type {
  return type.kind === 'any' ? { kind: 'text' } : type;
}

/** A part of an address is no address: its letters are folded, and that is all. */
function asPart(type: Type): Type {
  return type.kind === 'email' || type.kind === 'domain' ? { kind: 'group' } : type;
}

function listOf(of: Type): Type {
  return { kind: 'list', of };
}

function itemOf(type: Type): Type {
  return type.kind === 'list' ? type.of : { kind: 'any' };
}

function members(list: Value): readonly Value[] {
  return Array.isArray(list) ? list : [];
}
