function noSettings(user, context, callback) {
  user.seen = configuration.SEEN;
  callback(null, user, context);
}
