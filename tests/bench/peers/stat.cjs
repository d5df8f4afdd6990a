// SPDX-License-Identifier: EUPL-1.2
// stat.cjs -- a server tells its parent when it is ready and, when asked, what it used. Changes nothing of the server.
const used = (id) => {
  const cpu = process.cpuUsage();
  process.send({ id, rss: process.memoryUsage().rss, cpu: cpu.user + cpu.system });
};
process.on("message", (message) => {
  if (message.id !== undefined) {
    used(message.id);
  }
});
module.exports = { ready: () => process.send({ ready: true }), SEATS: Number(process.env.SEATS) };
