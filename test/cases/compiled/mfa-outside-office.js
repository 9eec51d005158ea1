(function (data) {
  // The policy mfa-outside-office (A second factor outside the office), compiled by Lintel from policy.yaml.
  'use strict';

  const office = data.get("office");
  const vpn = data.get("vpn");

  // condition at_work: request.ip in office or request.ip in vpn
  function atWorkSurely(user, context) {
    return (inNetwork(ipOf(context.request?.ip), office) === true || inNetwork(ipOf(context.request?.ip), vpn) === true);
  }

  // second-factor: A second factor away from the office and the VPN
  function secondFactor(user, context, callback) {
    const possibly =
      !(
        // unless: at_work
        atWorkSurely(user, context)
      );
    if (possibly) requireMfa(context, { provider: "any", methods: ["passkey", "totp", "push"], allowRememberBrowser: true, remember: 604800, by: "second-factor" });
    return callback(null, user, context);
  }

  // fresh-second-factor-for-admins: Administrators confirm every time
  function freshSecondFactorForAdmins(user, context, callback) {
    const possibly =
      // when: user.groups contains "Administrators"
      containsFolded(listOf(user.groups, textOf), "administrators") !== false;
    if (possibly) {
      requireMfa(context, { provider: "any", methods: ["passkey"], allowRememberBrowser: false, maxAge: 900, by: "fresh-second-factor-for-admins" });
      limitSession(context, 28800, 1800);
    }
    return callback(null, user, context);
  }

  return [secondFactor, freshSecondFactorForAdmins];
})
