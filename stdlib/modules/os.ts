declare const module: { exports: unknown };

/* What a rule may see of the machine: that there is one. */
module.exports = {
  EOL: '\n',
  arch: () => 'x64',
  availableParallelism: () => 1,
  constants: { signals: {}, errno: {}, priority: {} },
  cpus: () => [],
  devNull: '/dev/null',
  endianness: () => 'LE',
  freemem: () => 0,
  homedir: () => '/',
  hostname: () => 'sandbox',
  loadavg: () => [0, 0, 0],
  machine: () => 'x86_64',
  networkInterfaces: () => ({}),
  platform: () => 'linux',
  release: () => '',
  tmpdir: () => '/tmp',
  totalmem: () => 0,
  type: () => 'Linux',
  uptime: () => 0,
  userInfo: () => ({ uid: -1, gid: -1, username: 'rule', homedir: '/', shell: null }),
  version: () => '',
};
