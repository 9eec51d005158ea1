function onlyStaff(user, context, callback) {
  const staff = @@STAFF@@;
  if (staff.includes(user.email)) return callback(null, user, context);
  callback(new UnauthorizedError('Only staff can sign in to ##COMPANY##.'));
}
