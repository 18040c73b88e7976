// Loaded before the command where nothing may be sent: any attempt to connect ends it with a status that it has no other way.
const net = require('node:net');
const dns = require('node:dns');
const refuse = () => {
  process.stderr.write('network\n');
  process.exit(99);
};
net.Socket.prototype.connect = refuse;
dns.lookup = refuse;
