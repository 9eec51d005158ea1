function failed(context, callback) {
  callback(null, context);
}
