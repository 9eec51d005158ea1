import { listOfShape, shapeNamed } from '../../stdlib/index.ts';
import { loadAnew } from '../load-anew.ts';
import { copyData } from '../login/copy-data.ts';
import { ASIDE } from './aside.ts';

/**
 * What verified code reads values of logins with, beside records. They take plain data, and throw `ASIDE` for anything else; texts and
 * lists longer than `longest` characters altogether too, so that no login takes long.
 */
export function createReadFunctions(longest: number): ReturnType<typeof createReads> {
  return loadAnew(createReads, { listOfShape, shapeNamed, copyData, ASIDE })(longest);
}

function createReads(longest: number) {
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
  const [ip, country] = [shapeNamed('ipOf'), shapeNamed('countryOf')];
  return {
    readText: (raw: unknown) => (typeof raw === 'string' && raw.length <= longest ? raw : other(raw, text)),
    readIp: (raw: unknown) => (typeof raw === 'string' && raw.length <= longest ? ip(raw) : other(raw, ip)),
    readCountry: (raw: unknown) =>
      typeof raw === 'string' && raw.length === 2 ? country(raw) : other(raw, country),
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
