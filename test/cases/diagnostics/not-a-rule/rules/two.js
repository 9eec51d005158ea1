function first(user, context, callback) {
  callback(null, user, context);
}

function second(user, context, callback) {
  callback(null, user, context);
}
