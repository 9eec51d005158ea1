function oldOne(user, context, callback) {
  callback(null, user, context);
}
