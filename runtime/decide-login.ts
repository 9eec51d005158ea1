import type { OpenCourse } from './course.ts';
import type { Login } from './login/read-login.ts';
import type { Inquiry } from './look-ups/open-inquiry.ts';
import type { Given } from './look-ups/open-look-ups.ts';
import { demandSettings } from './passage.ts';
import type { Compatibility } from './pipeline-options.ts';
import type { GuestResult } from './policies/guest.ts';
import type { OpenPolicies } from './policies/open-policies.ts';
import { makeReport } from './report/make-report.ts';
import { makePlanTrace, makeTrace } from './report/make-trace.ts';
import type { Report } from './report/report.ts';
import { runSteps } from './run-steps.ts';
import type { Plan } from './steps.ts';

/** With what logins are decided. */
export interface Decider {
  readonly plan: Plan;
  policies(): OpenPolicies;
  /** null: no login has to wait on its way. */
  readonly course: OpenCourse | null;
  readonly compatibility: Compatibility;
}

/** A login, also as JSON, and its clock. */
export interface LoginToDecide {
  readonly login: Login;
  readonly userText: string;
  readonly contextText: string;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
  /** Whether rules in JavaScript have that clock, too. */
  readonly isFixed: boolean;
  readonly given: Given | null;
  /** See `CourseLogin`. */
  readonly inquiry: Inquiry | null;
}

/** Takes a login through all rules. Nothing that is to last has been done then. May throw or reject. */
export async function decideLogin(
  { plan, policies, course, compatibility }: Decider,
  { login, userText, contextText, now, isFixed, given, inquiry }: LoginToDecide,
  form: 'fast' | 'traced',
): Promise<{ readonly report: Report; readonly result: GuestResult }> {
  if (course === null) {
    const [text = '', notes] = policies().run(userText, contextText, now, form);
    const result: GuestResult = JSON.parse(text);
    const trace = notes === undefined ? null : makeTrace(plan.policies, JSON.parse(notes));
    return { report: makeReport(login, result, trace, { compatibility }), result };
  }
  const ran = await runSteps(course, { login, userText, now, isFixed, given, inquiry }, form);
  const { result } = ran;
  const trace = ran.trace === null ? null : makePlanTrace(plan, ran.trace);
  const providerOptions = demandSettings(ran.passage);
  const report = makeReport(login, result, trace, { compatibility, providerOptions });
  return { report: { ...report, log: [...ran.warnings, ...report.log] }, result };
}
