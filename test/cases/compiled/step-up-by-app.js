(function (data) {
  // The policy step-up-by-app (Step up by application), compiled by Lintel from policy.yaml.
  'use strict';

  const officeHours = data.get("office_hours");
  const payrollClosing = data.get("payroll_closing");

  // condition recently_confirmed: login.mfa_at is within the last 12 hours
  function recentlyConfirmedSurely(user, context) {
    return withinLast(mfaAt(valueOf(context.authentication?.methods)), 43200000, runState(context).now) === true;
  }

  // finance-needs-passkey: Finance needs a passkey, unless a second factor was used in the last 12 hours
  function financeNeedsPasskey(user, context, callback) {
    const possibly = (
      // for: app is one of finance, payroll
      (contains(["finance", "payroll"], foldAscii(textOf(context.clientName))) !== false || contains(["finance", "payroll"], foldAscii(textOf(context.clientID))) !== false) &&
      !(
        // unless: recently_confirmed
        recentlyConfirmedSurely(user, context)
      )
    );
    if (possibly) requireMfa(context, { provider: "any", methods: ["passkey"], allowRememberBrowser: false, by: "finance-needs-passkey" });
    return callback(null, user, context);
  }

  // finance-at-night: Finance is closed at night
  function financeAtNight(user, context, callback) {
    const possibly = (
      // for: app is finance
      (isFoldOf(textOf(context.clientName), "finance") !== false || isFoldOf(textOf(context.clientID), "finance") !== false) &&
      // when: now is outside office_hours
      !(duringSchedule(runState(context).now, officeHours) === true)
    );
    if (possibly) return callback(denial("Finance is open from 7 to 20 o'clock on working days.", "unauthorized"));
    return callback(null, user, context);
  }

  // payroll-closing: While payroll is closing, sessions are short
  function payrollClosing2(user, context, callback) {
    const possibly = (
      // for: app is payroll
      (isFoldOf(textOf(context.clientName), "payroll") !== false || isFoldOf(textOf(context.clientID), "payroll") !== false) &&
      // for: event is one of login, silent, refresh
      (contains(["login", "silent", "refresh"], entryOf(valueOf(context.protocol), valueOf(context.request?.query?.prompt))) !== false) &&
      // when: now is during payroll_closing
      duringSchedule(runState(context).now, payrollClosing) !== false
    );
    if (possibly) limitSession(context, 3600, 300);
    return callback(null, user, context);
  }

  // risky-sign-in: A risky sign-in may read, not write
  function riskySignIn(user, context, callback) {
    const possibly =
      !(
        // unless: risk.level is "high" or risk.level is "neutral"
        (textOf(context.riskAssessment?.confidence) === "high" || textOf(context.riskAssessment?.confidence) === "neutral")
      );
    if (possibly) limitScopes(context, ["openid", "profile", "email", "read"]);
    return callback(null, user, context);
  }

  // old-accounts: Accounts that were never used again are refused
  function oldAccounts(user, context, callback) {
    const possibly =
      // when: user.last_login is older than 365 days
      olderThan(instantOf(user.last_login), 31536000000, runState(context).now) !== false;
    if (possibly) return callback(denial("This account has been asleep for a year. Please ask for it to be woken up.", "unauthorized"));
    return callback(null, user, context);
  }

  return [financeNeedsPasskey, financeAtNight, payrollClosing2, riskySignIn, oldAccounts];
})
