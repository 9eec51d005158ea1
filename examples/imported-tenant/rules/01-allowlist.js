function allowlist(user, context, callback) {
  // Only verified addresses of these domains, and a few people by name.
  const domains = ['acme.example', 'partner.example'];
  const people = ['auditor@bank.example'];

  const email = (user.email || '').toLowerCase();
  if (!user.email_verified) {
    return callback(new UnauthorizedError('Please verify your e-mail address before you sign in.'));
  }
  const domain = email.split('@').pop();
  if (domains.indexOf(domain) === -1 && people.indexOf(email) === -1) {
    return callback(new UnauthorizedError('Your address is not on our list.'));
  }
  return callback(null, user, context);
}
