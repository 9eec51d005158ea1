class Rule {
  run(user, context, callback) {
    callback(null, user, context);
  }
}
