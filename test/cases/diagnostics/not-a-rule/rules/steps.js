function* steps(user, context, callback) {
  yield callback(null, user, context);
}
