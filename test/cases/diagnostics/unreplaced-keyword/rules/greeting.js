function (user, context, callback) {
  // The name ##COMPANY## is filled in.
  context.idToken['https://example.com/greeting'] = 'Welcome to ##COMPANY##';
  callback(null, user, context);
}
