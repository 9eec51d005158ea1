function (user, context, callback) {
  context.idToken['https://example.com/stage'] = @@STAGE@@;
  callback(null, user, context);
}
