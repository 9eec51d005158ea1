function verified(user, context, callback) {
  if (!user.email_verified) return callback(new UnauthorizedError('Please verify your address first.'));
  callback(null, user, context);
}
