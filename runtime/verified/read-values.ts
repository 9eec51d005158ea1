import { listOfShape, shapeNamed } from '../../stdlib/index.ts';
import { copyData } from '../login/copy-data.ts';

/** Thrown where a login has to be looked at in another way. */
const ASIDE: unique symbol = Symbol('this login is looked at in another way');

/**
 * What verified code reads logins with. They take plain data, and throw `ASIDE` for anything else; texts and
 * lists longer than `longest` characters altogether too, so that no login takes long.
 */
export function createReadFunctions(longest: number) {
  const other = (raw: unknown, shape: Shape): unknown => {
    if (raw === undefined || raw === null) return undefined;
    if (isPlain(raw)) return shape(raw);
    if (typeof raw !== 'object') throw ASIDE;
    const copied = copyData(raw, { loginBytes: longest, loginDepth: 64 });
    if (copied.kind === 'problem') throw ASIDE;
    return shape(copied.value);
  };
  const isPlain = (value: unknown): boolean => {
    if (typeof value === 'string') return value.length <= longest;
    return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
  };
  const list = (raw: unknown, shape: Shape): unknown => {
    if (raw === undefined || raw === null) return undefined;
    if (!Array.isArray(raw)) {
      if (!isPlain(raw)) throw ASIDE;
      return listOfShape(raw, shape);
    }
    let size = 0;
    for (const member of raw) {
      if (member !== null && member !== undefined && !isPlain(member)) throw ASIDE;
      size += typeof member === 'string' ? member.length + 1 : 1;
    }
    if (size > longest) throw ASIDE;
    return listOfShape(raw, shape);
  };
  const [text, truth, number] = [shapeNamed('textOf'), shapeNamed('truthOf'), shapeNamed('numberOf')];
  const ip = shapeNamed('ipOf');
  return {
    recordAt,
    readText: (raw: unknown) => (typeof raw === 'string' && raw.length <= longest ? raw : other(raw, text)),
    readIp: (raw: unknown) => (typeof raw === 'string' && raw.length <= longest ? ip(raw) : other(raw, ip)),
    readTruth: (raw: unknown) => (typeof raw === 'boolean' ? raw : other(raw, truth)),
    // JSON knows no zero with a sign.
    readNumber: (raw: unknown) =>
      typeof raw === 'number' && Number.isFinite(raw) ? raw + 0 : other(raw, number),
    readTexts(raw: unknown): unknown {
      if (!Array.isArray(raw)) return list(raw, text);
      let size = 0;
      for (let index = 0; index < raw.length; index++) {
        const member: unknown = raw[index];
        if (typeof member !== 'string') return list(raw, text);
        size += member.length + 1;
      }
      if (size > longest) throw ASIDE;
      return raw;
    },
    readList: list,
    readValue: other,
  };
}

type Shape = (value: unknown) => unknown;

const NONE: Readonly<Record<string, unknown>> = Object.freeze({});

/** A plain record; one without fields where there is none. */
function recordAt(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol') throw ASIDE;
    return NONE;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw ASIDE;
  const record = value as Readonly<Record<string, unknown>>;
  if (record.toJSON !== undefined) throw ASIDE;
  return record;
}
