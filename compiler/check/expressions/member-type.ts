import { scalar, type Type } from '../../../stdlib/index.ts';

/** The type of a field of a value; null when values of the type have none with this name. */
export function memberType(type: Type, name: string): Type | null {
  switch (type.kind) {
    case 'error':
    case 'any':
      return type;
    case 'email':
      return name === 'domain' ? scalar('domain') : name === 'local' ? scalar('text') : null;
    case 'record':
      return type.fields.get(name)?.type ?? (type.open ? { kind: 'any' } : null);
    default:
      return null;
  }
}

/** The names of the fields that every value of a type has. */
export function memberNames(type: Type): readonly string[] {
  if (type.kind === 'email') return ['domain', 'local'];
  return type.kind === 'record' ? [...type.fields.keys()] : [];
}
