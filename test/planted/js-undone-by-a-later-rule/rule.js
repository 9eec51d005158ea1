function (user, context, callback) {
  context.idToken.roles = (user.groups ?? []).includes('HR Managers') ? ['hr.admin'] : ['guest'];
  callback(null, user, context);
}
