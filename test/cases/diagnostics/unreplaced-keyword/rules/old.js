function (user, context, callback) {
  if (@@CLOSED@@) return callback(new UnauthorizedError('Closed.'));
  callback(null, user, context);
}
