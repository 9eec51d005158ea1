(function (data) {
  // The policy hr-portal (HR portal sign-in), compiled by Lintel from policy.yaml.
  'use strict';

  const office = data.get("office");
  const hrAllowlist = data.get("hr_allowlist");
  const groupRoles = data.get("group_roles");
  const workingHours = data.get("working_hours");
  const breakGlass = data.get("break_glass");

  // condition is_staff: user.email.domain is "example.com" and user.email_verified
  function isStaffSurely(user, context) {
    return (foldedDomain(textOf(user.email)) === "example.com" && truthOf(user.email_verified) === true);
  }

  // condition is_admin: user.groups contains any of ["HR Managers", "IT Admins"]
  function isAdminPossibly(user, context) {
    return containsAny(foldList(listOf(user.groups, textOf), foldAscii), ["hr managers", "it admins"]) !== false;
  }

  // condition in_office: request.ip in office
  function inOfficeSurely(user, context) {
    return inNetwork(ipOf(context.request?.ip), office) === true;
  }

  // hr-staff-only: Only verified staff or the allowlist may sign in to HR
  function hrStaffOnly(user, context, callback) {
    const possibly = (
      // for: app is hr
      (isFoldOf(textOf(context.clientName), "hr") !== false || isFoldOf(textOf(context.clientID), "hr") !== false) &&
      !(
        // unless: is_staff
        isStaffSurely(user, context) ||
        // unless: user.email in hr_allowlist
        emailIn(textOf(user.email), hrAllowlist) === true
      )
    );
    // exempt: user.email in break_glass
    const spared = possibly && emailIn(textOf(user.email), breakGlass) === true;
    if (spared) exempted(context, "hr-portal", "hr-staff-only");
    if (possibly && !spared) return callback(denial("Only verified example.com staff can use the HR portal. Need help? it-help@example.com", "unauthorized"));
    return callback(null, user, context);
  }

  // admin-mfa: Administrators need a second factor outside the office
  function adminMfa(user, context, callback) {
    const possibly = (
      // for: app is hr
      (isFoldOf(textOf(context.clientName), "hr") !== false || isFoldOf(textOf(context.clientID), "hr") !== false) &&
      // when: is_admin
      isAdminPossibly(user, context) &&
      !(
        // unless: in_office
        inOfficeSurely(user, context)
      )
    );
    // exempt: user.email in break_glass
    const spared = possibly && emailIn(textOf(user.email), breakGlass) === true;
    if (spared) exempted(context, "hr-portal", "admin-mfa");
    if (possibly && !spared) requireMfa(context, { provider: "any", methods: ["passkey", "totp"], allowRememberBrowser: true, remember: 43200, by: "admin-mfa" });
    return callback(null, user, context);
  }

  // roles-claim: Put HR roles into the token
  function rolesClaim(user, context, callback) {
    const surely =
      // for: app is hr
      (foldAscii(textOf(context.clientName)) === "hr" || foldAscii(textOf(context.clientID)) === "hr");
    if (surely) {
      setClaim(context, ["id_token", "access_token"], "roles", lookupMany(foldList(listOf(user.groups, textOf), foldAscii), groupRoles));
      setClaim(context, ["id_token", "access_token"], "department", (textOf(user.app_metadata?.department) ?? "unknown"));
      setClaim(context, ["id_token", "access_token"], "tenant", "acme");
    }
    return callback(null, user, context);
  }

  // contractor-hours: Contractors may sign in only during working hours
  function contractorHours(user, context, callback) {
    const possibly = (
      // when: user.groups contains "Contractors"
      containsFolded(listOf(user.groups, textOf), "contractors") !== false &&
      !(
        // unless: now is during working_hours
        duringSchedule(runState(context).now, workingHours) === true
      )
    );
    // exempt: user.email in break_glass
    const spared = possibly && emailIn(textOf(user.email), breakGlass) === true;
    if (spared) exempted(context, "hr-portal", "contractor-hours");
    if (possibly && !spared) return callback(denial("You can sign in only during working hours.", "unauthorized"));
    return callback(null, user, context);
  }

  return [hrStaffOnly, adminMfa, rolesClaim, contractorHours];
})
