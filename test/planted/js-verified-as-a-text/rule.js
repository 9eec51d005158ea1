function (user, context, callback) {
  // right: if (user.email_verified !== true) {
  if (user.email_verified === false) {
    return callback(new UnauthorizedError('Please verify your e-mail address first.'));
  }
  callback(null, user, context);
}
