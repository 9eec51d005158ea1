function (user, context, callback) {
  // right: if (!/^[^@]+@example\.com$/i.test(String(user.email))) {
  if (!/@example\.com/i.test(String(user.email))) {
    return callback(new UnauthorizedError('Only staff can sign in.'));
  }
  callback(null, user, context);
}
