const _ = require('lodash');

module.exports = function (user, context, callback) {
  callback(null, user, context);
};
