import type { Type } from '../../stdlib/index.ts';
import type { TimedLogin } from '../login/timed-login.ts';
import { askLibrary } from './ask-library.ts';
import type { GeneratorFacts } from './facts.ts';
import { loginSchema } from './login-schema.ts';

/** What in a login is not as its description says, by place: `user.email is no email`; empty: it is valid. */
export function isValidLogin(login: TimedLogin, attributes: GeneratorFacts['attributes']): readonly string[] {
  const schema = loginSchema(attributes);
  const clock = Number.isSafeInteger(login.now) ? [] : ['now is no moment'];
  return [
    ...problemsOf(login.user, schema.user, 'user'),
    ...problemsOf(login.context, schema.context, 'context'),
    ...clock,
  ];
}

/** Whether a value is as a type describes it, formats included. */
export function fitsType(value: unknown, type: Type): boolean {
  return problemsOf(value, type, '').length === 0;
}

function problemsOf(value: unknown, type: Type, place: string): readonly string[] {
  const wrong = [`${place} is no ${type.kind}`];
  switch (type.kind) {
    case 'list': {
      if (!Array.isArray(value)) return wrong;
      return value.flatMap((member, index) => problemsOf(member, type.of, `${place}[${index}]`));
    }
    case 'record': {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong;
      return Object.entries(value).flatMap(([name, field]) => {
        const described = type.fields.get(name);
        const here = `${place}.${name}`;
        if (described !== undefined) return problemsOf(field, described.type, here);
        return type.open ? [] : [`${here} has no place there`];
      });
    }
    case 'number':
    case 'duration':
      return typeof value === 'number' && Number.isFinite(value) ? [] : wrong;
    case 'yes/no':
      return typeof value === 'boolean' ? [] : wrong;
    case 'any':
      return value === undefined ? wrong : [];
    default:
      return typeof value === 'string' && hasFormat(value, type.kind) ? [] : wrong;
  }
}

function hasFormat(text: string, kind: Type['kind']): boolean {
  switch (kind) {
    case 'email':
      return askLibrary('isEmail', text) === true;
    case 'domain':
      return askLibrary('isEmail', `x@${text}`) === true;
    case 'url':
      return URL.canParse(text) && /^https?:\/\/\S+$/i.test(text);
    case 'country':
      return /^[a-z]{2}$/i.test(text);
    case 'scope':
      return /^\S+$/.test(text);
    case 'ip':
      return askLibrary('isIp', text) === true;
    case 'instant':
      return askLibrary('instantOf', text) !== undefined;
    case 'date':
      return askLibrary('dateOf', text) !== undefined;
    case 'time':
      return askLibrary('timeOf', text) !== undefined;
    default:
      return true;
  }
}
