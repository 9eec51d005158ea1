import { type FieldFacts, listOfShape, shapeNamed } from '../../stdlib/index.ts';
import type { Limits } from '../limits.ts';
import { copyData } from '../login/copy-data.ts';
import type { Login } from '../login/read-login.ts';

/** `[now, field, …]`, each in its shape; null: the login has to be looked at as a whole first. */
export type ReadFields = (login: Login, now: number) => unknown[] | null;

/**
 * Makes what reads fields of logins, and nothing else of them. What comes in is not trusted: records are plain or it gives
 * null, every property is read once and only where the record itself has it, as long as nobody gave all records fields.
 */
export function createReader(
  fields: readonly FieldFacts[],
  limits: Pick<Limits, 'loginBytes' | 'loginDepth'>,
): ReadFields {
  const roots = { user: newStep('user'), context: newStep('context') };
  for (const [index, field] of fields.entries()) addField(roots[field.root], field, index + 1);
  const assumed = [0, ...fields.map(assumedValue)];
  return ({ user, context }, now) => {
    const found = assumed.slice();
    found[0] = now;
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
  /** Whether every record has something of this name. */
  readonly isCommon: boolean;
  readonly steps: Step[];
  readonly leaves: Leaf[];
}

interface Leaf {
  readonly name: string;
  readonly isCommon: boolean;
  readonly index: number;
  readonly shape: Shape;
  readonly isList: boolean;
}

type Shape = (value: unknown) => unknown;

function newStep(name: string): Step {
  return { name, isCommon: name in Object.prototype, steps: [], leaves: [] };
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
  step.leaves.push({ name, isCommon: name in Object.prototype, index, shape: shapeNamed(shape), isList });
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
    const raw = readOwn(record, leaf);
    if (raw !== undefined && raw !== null && !readLeaf(leaf, raw, found, limits)) return false;
  }
  for (const step of steps) {
    const raw = readOwn(record, step);
    if (raw !== undefined && raw !== null && !readStep(step, raw, found, limits)) return false;
  }
  return true;
}

function readOwn(record: Readonly<Record<string, unknown>>, { name, isCommon }: Step | Leaf): unknown {
  return isCommon && !Object.hasOwn(record, name) ? undefined : record[name];
}

function readLeaf({ index, shape, isList }: Leaf, raw: unknown, found: unknown[], limits: Bounds): boolean {
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
