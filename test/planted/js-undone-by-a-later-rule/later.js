function (user, context, callback) {
  // right: if (user.app_metadata?.suspended) delete context.idToken.roles;
  if (user.app_metadata?.suspended) delete context.idToken.role;
  callback(null, user, context);
}
