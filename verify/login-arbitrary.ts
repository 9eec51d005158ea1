import type { CheckedProject } from '../project/index.ts';
import { factsOf } from './generate/facts.ts';
import { loginArbitrary as arbitraryOf } from './generate/login-arbitrary.ts';
import type { LoginOptions } from './generate/make-login.ts';

/**
 * Logins that matter for a project, for properties of one's own with fast-check: around the constants of its policies,
 * at the edges of their rules and laws, and plain ones between. Each is `user`, `context` and the clock `now`, as the
 * project's schemas describe them; with `wrongShapes` now and then one field holds what it never should. Of a project
 * with errors it knows less.
 */
export function loginArbitrary(
  project: CheckedProject,
  options: LoginOptions = {},
): ReturnType<typeof arbitraryOf> {
  return arbitraryOf(factsOf(project), options);
}
