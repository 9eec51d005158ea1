exports.refuse = (message) => new UnauthorizedError(message);
