import type { Type } from '../../stdlib/index.ts';
import type { LoginSchema } from '../generate/login-schema.ts';

/** What is known of a place in a login. */
export interface PlaceFacts {
  readonly type: Type;
  /** A value as it could stand there; undefined: none is known. */
  readonly example: unknown;
}

/**
 * Looks up a path that begins with `user` or `context`, with names and list indexes. Unknown places hold anything, and so does
 * what a look-up answers, under `answers`.
 */
export function describePlace(schema: LoginSchema, [root, ...path]: readonly string[]): PlaceFacts {
  if (root === 'answers') return ANYTHING;
  const start: PlaceFacts = { type: root === 'user' ? schema.user : schema.context, example: undefined };
  return path.reduce(stepInto, start);
}

const ANYTHING: PlaceFacts = { type: { kind: 'any' }, example: undefined };

function stepInto({ type, example }: PlaceFacts, step: string): PlaceFacts {
  switch (type.kind) {
    case 'list':
      return { type: type.of, example: Array.isArray(example) ? example[0] : undefined };
    case 'record': {
      const field = type.fields.get(step);
      return field === undefined ? ANYTHING : { type: field.type, example: field.example };
    }
    default:
      return ANYTHING;
  }
}
