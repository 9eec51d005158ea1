(function (data) {
  // The policy group-roles (Roles from groups), compiled by Lintel from policy.yaml.
  'use strict';

  const groupRoles = data.get("group_roles");

  // roles: Everybody gets the roles of their groups
  function roles(user, context, callback) {
    const surely =
      true;
    if (surely) {
      setClaim(context, ["id_token", "access_token"], "https://example.com/roles", (lookupMany(foldList(listOf(user.groups ?? [], textOf), foldAscii), groupRoles) ?? ["guest"]));
      setClaim(context, ["access_token"], "https://example.com/teams", filterMembers(listOf(user.groups ?? [], textOf), (g) => startsFolded(g, "team-")));
    }
    return callback(null, user, context);
  }

  // admin-scope: Only managers may ask for the administration scope
  function adminScope(user, context, callback) {
    const possibly =
      !(
        // unless: user.groups contains "Management"
        containsFolded(listOf(user.groups ?? [], textOf), "management") === true
      );
    if (possibly) removeScopes(context, ["admin:write"]);
    return callback(null, user, context);
  }

  return [roles, adminScope];
})
