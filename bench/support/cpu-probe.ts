/*
 * Loaded into a server with `node --import`, so that the server is the one that is shipped: tells over IPC how much
 * CPU the process has used, and ends it when the benchmark is gone.
 */

/** User and system time of the whole process in microseconds, with garbage collection and Node's own threads. */
export interface CpuTime {
  readonly cpuUs: number;
}

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  const answer: CpuTime = { cpuUs: user + system };
  process.send?.(answer);
});
process.on('disconnect', () => process.exit());
// Roster stops by itself on this signal. For the bare servers it is added here, since a profile is written on exit only.
if (process.env.BARE_OPTIONS !== undefined) process.on('SIGTERM', () => process.exit());
// The channel alone must not keep a server alive that has closed everything.
process.channel?.unref();
