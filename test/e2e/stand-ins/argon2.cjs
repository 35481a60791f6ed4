// Stands in for the native password hash of code-server, which runs without a password here.
module.exports = {};
