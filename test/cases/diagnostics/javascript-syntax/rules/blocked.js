function (user, context, callback) {
  if (user.blocked {
    return callback(new UnauthorizedError('Your account is blocked.'));
  }
  callback(null, user, context);
}
