function (user, context, callback) {
  const u = user;
  const groups = [u.groups].flat();
  // right: if (groups.some((group) => String(group).toLowerCase() === 'contractors')) {
  if (groups.includes('Contractors')) {
    return callback(new UnauthorizedError('Contractors cannot sign in here.'));
  }
  callback(null, u, context);
}
