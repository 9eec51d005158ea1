(function (data) {
  // The policy email-allowlist (Invited people only), compiled by Lintel from policy.yaml.
  'use strict';

  const invited = data.get("invited");
  const invitedCompanies = data.get("invited_companies");

  // invited-person: People on the list may sign in
  function invitedPerson(user, context, callback) {
    const surely =
      // when: user.email in invited
      emailIn(textOf(user.email), invited) === true;
    if (surely) admit(context, "email-allowlist", "invited-person");
    return callback(null, user, context);
  }

  // invited-company: Everybody of an invited company may sign in, once the address is verified
  function invitedCompany(user, context, callback) {
    const surely =
      // when: user.email.domain in invited_companies and user.email_verified
      (domainIn(textOf(user.email), invitedCompanies) === true && truthOf(user.email_verified) === true);
    if (surely) admit(context, "email-allowlist", "invited-company");
    return callback(null, user, context);
  }

  // default: deny unless a rule admitted
  function defaultRule(user, context, callback) {
    if (isAdmitted(context, "email-allowlist")) return callback(null, user, context);
    return callback(denial("You are not allowed to sign in.", "not_admitted"));
  }

  return [invitedPerson, invitedCompany, defaultRule];
})
