import type { Type } from '../../stdlib/index.ts';

/** The library function that brings a value to the shape of a type. */
export function shapeFunction(type: Type): string {
  switch (type.kind) {
    case 'number':
    case 'duration':
      return 'numberOf';
    case 'yes/no':
      return 'truthOf';
    case 'instant':
      return 'instantOf';
    case 'date':
      return 'dateOf';
    case 'time':
      return 'timeOf';
    case 'ip':
      return 'ipOf';
    case 'country':
      return 'countryOf';
    case 'record':
      return 'recordOf';
    case 'any':
    case 'list':
      return 'valueOf';
    case 'network':
    case 'schedule':
    case 'pattern':
    case 'table':
    case 'variable':
    case 'error':
      throw new Error(`no field of a login has the type ${type.kind}, because the checker refuses it`);
    default:
      return 'textOf';
  }
}
