/**
 * What an operation was asked with. It comes from where hostile code runs: every field is looked at before it is used,
 * and a wrong one throws an `Error` with `code`.
 */
export interface Payload {
  text(name: string, longest?: number): string;
  optionalText(name: string): string | undefined;
  /** From base64. */
  bytes(name: string, longest?: number): Buffer;
  optionalBytes(name: string): Buffer | undefined;
  integer(name: string, least: number, most: number): number;
  optionalInteger(name: string, least: number, most: number): number | undefined;
  isSet(name: string): boolean;
  /** Another payload within this one. */
  payload(name: string): Payload;
}

/** Bytes of one input: a profile has 10 KB, and a mebibyte is hashed in milliseconds. */
const LONGEST_INPUT = 4 * 1024 * 1024;
const LONGEST_TEXT = 256;

export function openPayload(value: unknown): Payload {
  const fields = new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
  const read = {
    text(name: string, longest = LONGEST_TEXT): string {
      const found = fields.get(name);
      if (typeof found !== 'string') throw wrongPayload(`\`${name}\` is not a text`);
      if (found.length > longest) throw tooLarge(`\`${name}\` has more than ${longest} characters`);
      return found;
    },
    bytes(name: string, longest = LONGEST_INPUT): Buffer {
      const text = read.text(name, Math.ceil(LONGEST_INPUT / 3) * 4);
      const bytes = Buffer.from(text, 'base64');
      if (bytes.length > longest) throw tooLarge(`\`${name}\` has more than ${longest} bytes`);
      return bytes;
    },
    integer(name: string, least: number, most: number): number {
      const found = fields.get(name);
      if (typeof found !== 'number' || !Number.isInteger(found))
        throw wrongPayload(`\`${name}\` is not a whole number`);
      if (found < least || found > most) throw tooLarge(`\`${name}\` is not between ${least} and ${most}`);
      return found;
    },
    isSet: (name: string) => (fields.get(name) ?? null) !== null,
    optionalText: (name: string) => (read.isSet(name) ? read.text(name) : undefined),
    optionalBytes: (name: string) => (read.isSet(name) ? read.bytes(name) : undefined),
    optionalInteger: (name: string, least: number, most: number) =>
      read.isSet(name) ? read.integer(name, least, most) : undefined,
    payload: (name: string) => openPayload(fields.get(name)),
  };
  return read;
}

/** For what is not of the right shape. */
export function wrongPayload(message: string): Error {
  return Object.assign(new TypeError(message), { code: 'ERR_INVALID_ARG_VALUE' });
}

/** For what would cost more than a login may. */
export function tooLarge(message: string): Error {
  return Object.assign(new RangeError(message), { code: 'ERR_OUT_OF_RANGE' });
}
