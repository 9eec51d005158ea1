function (user, context, callback) {
  context.idToken['tier'] = user.user_metadata.tier;
  callback(null, user, context);
}
