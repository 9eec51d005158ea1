import type { Pipeline } from '../../../runtime/index.ts';

/** A login of the person with this number: half of them are of one organization, half of another, each comes more than once. */
export function loginOf(number: number) {
  const organization = { id: `org_${number % 2}`, name: `org-${number % 2}` };
  const user = { user_id: `auth0|${number % PEOPLE}`, email: `p${number}@example.com` };
  return { user, context: { clientName: 'app', protocol: 'oidc-basic-profile', organization, request: {} } };
}

/** So many people sign in, half of them of each organization. */
export const PEOPLE = 24;

/** Takes logins from one number to another through a pipeline, all at once, and gives how they ended. */
export async function runLogins(pipeline: Pipeline, from: number, to: number): Promise<readonly string[]> {
  const numbers = Array.from({ length: to - from }, (_, index) => from + index);
  const reports = await Promise.all(numbers.map((number) => pipeline.run(loginOf(number))));
  return reports.map(({ outcome }) => outcome);
}
