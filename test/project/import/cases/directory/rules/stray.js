function stray(user, context, callback) { callback(null); }
