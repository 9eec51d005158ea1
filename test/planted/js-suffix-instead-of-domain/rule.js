function (user, context, callback) {
  // right: const isStaff = (user.email || '').toLowerCase().split('@').pop() === 'example.com';
  const isStaff = (user.email || '').endsWith('example.com');
  if (!isStaff) return callback(new UnauthorizedError('Only staff can sign in.'));
  callback(null, user, context);
}
