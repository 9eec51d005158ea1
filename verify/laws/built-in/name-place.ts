import { LOGIN_NAMES, type LoginName } from '../../../stdlib/index.ts';
import type { LoginSteps } from './login-places.ts';

/** A place of a login as authors write it: `request.country`; what has no name of its own is under `context`. */
export function namePlace(steps: LoginSteps): string {
  const written = (steps[0] === 'answers' ? steps.slice(1) : steps).map((step) =>
    typeof step === 'number' ? `[${step}]` : step,
  );
  for (let length = written.length; length > 1; length--) {
    const known = NAMES.get(steps.slice(0, length).join('.'));
    if (known !== undefined) return joinSteps([known, ...written.slice(length)]);
  }
  return joinSteps(written);
}

/** Without the root alone: `user` is so called, and `context` is what is left. */
const NAMES: ReadonlyMap<string, string> = new Map(Array.from(LOGIN_NAMES, namesBelow).flat());

function namesBelow([name, { field, children }]: readonly [string, LoginName]): readonly (readonly [
  string,
  string,
])[] {
  const below = Array.from(children, ([step, child]) => namesBelow([`${name}.${step}`, child])).flat();
  if (field?.kind !== 'field') return below;
  const paths = [field.path, ...(field.alias === undefined ? [] : [field.alias])];
  return [...paths.map((path) => [[field.root, ...path].join('.'), name] as const), ...below];
}

function joinSteps(steps: readonly string[]): string {
  return steps.join('.').replaceAll('.[', '[');
}
