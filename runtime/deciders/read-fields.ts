import { type FieldFacts, library, listOfShape, type Value } from '../../stdlib/index.ts';
import type { Limits } from '../limits.ts';
import { copyData } from '../login/copy-data.ts';
import type { Login } from '../login/read-login.ts';

/** The fields that deciders read, each in its shape; null: the login has to be looked at as a whole first. */
export type ReadFields = (login: Login) => unknown[] | null;

/**
 * Makes what reads fields of logins, and nothing else of them. What comes in is not trusted: records are plain or it gives
 * null, every property is read once and only where the record itself has it.
 */
export function createReader(
  fields: readonly FieldFacts[],
  limits: Pick<Limits, 'loginBytes' | 'loginDepth'>,
): ReadFields {
  const roots = { user: newStep('user'), context: newStep('context') };
  for (const [index, field] of fields.entries()) addField(roots[field.root], field, index);
  const assumed = fields.map(assumedValue);
  return ({ user, context }) => {
    const found = assumed.slice();
    try {
      const isRead =
        readStep(roots.user, user, found, limits) && readStep(roots.context, context, found, limits);
      return isRead ? found : null;
    } catch {
      return null;
    }
  };
}

/** A record on the way to fields: what is read of it. */
interface Step {
  readonly name: string;
  readonly steps: Step[];
  readonly leaves: Leaf[];
}

interface Leaf {
  readonly name: string;
  readonly index: number;
  readonly shape: Shape;
  readonly isList: boolean;
}

type Shape = (value: unknown) => Value;

function newStep(name: string): Step {
  return { name, steps: [], leaves: [] };
}

function addField(root: Step, { path, shape, isList }: FieldFacts, index: number): void {
  // Such names never come in.
  if (path.some((name) => NEVER.has(name))) return;
  const [name, ...way] = path.toReversed();
  let step = root;
  for (const part of way.toReversed()) {
    let next = step.steps.find((one) => one.name === part);
    if (next === undefined) {
      next = newStep(part);
      step.steps.push(next);
    }
    step = next;
  }
  if (name === undefined) throw new Error('a field of a login has a name');
  step.leaves.push({ name, index, shape: shapeNamed(shape), isList });
}

function shapeNamed(name: string): Shape {
  const shape = library.get(name);
  if (shape === undefined)
    throw new Error(`the compiler names shapes of the library, and \`${name}\` is none`);
  return shape;
}

const NEVER: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

type Bounds = Pick<Limits, 'loginBytes' | 'loginDepth'>;

/** False where something is no plain data. A list or a single value has no fields. */
function readStep({ leaves, steps }: Step, value: unknown, found: unknown[], limits: Bounds): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return isPlain(value);
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  const record = value as Readonly<Record<string, unknown>>;
  if (record.toJSON !== undefined) return false;
  for (const leaf of leaves) {
    if (Object.hasOwn(record, leaf.name) && !readLeaf(leaf, record[leaf.name], found, limits)) return false;
  }
  for (const step of steps) {
    if (Object.hasOwn(record, step.name) && !readStep(step, record[step.name], found, limits)) return false;
  }
  return true;
}

function readLeaf({ index, shape, isList }: Leaf, raw: unknown, found: unknown[], limits: Bounds): boolean {
  if (raw === null || raw === undefined) return true;
  if (isList) {
    if (typeof raw === 'object' && !Array.isArray(raw)) return false;
    if (!(Array.isArray(raw) ? raw.every(isPlain) : isPlain(raw))) return false;
    found[index] = listOfShape(raw, shape);
    return true;
  }
  if (isPlain(raw)) {
    found[index] = shape(raw);
    return true;
  }
  if (typeof raw !== 'object') return false;
  const copied = copyData(raw, limits);
  if (copied.kind === 'data') found[index] = shape(copied.value);
  return copied.kind === 'data';
}

/** A value that JSON carries as it is. */
function isPlain(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    default:
      return value === null || value === undefined;
  }
}

/** What stands for a field that is absent. */
function assumedValue({ assumed, shape, isList }: FieldFacts): unknown {
  return isList ? listOfShape(assumed, shapeNamed(shape)) : shapeNamed(shape)(assumed);
}
