function (user, context, callback) {
  const response = await fetch('https://crm.example.com/tier');
  callback(null, user, context);
}
