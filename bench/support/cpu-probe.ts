/*
 * Loaded into a server with `node --import`, so that the server is the one that is shipped: tells over IPC how much
 * CPU and memory the process has used, and ends it when the benchmark is gone.
 */

/** User and system time of the whole process in microseconds, with garbage collection and Node's own threads. */
export interface CpuTime {
  readonly cpuUs: number;
}

/** With the memory that it occupies, and the most that it ever did. */
export interface ProcessUsage extends CpuTime {
  readonly rssBytes: number;
  readonly maxRssBytes: number;
}

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  const answer: ProcessUsage = {
    cpuUs: user + system,
    rssBytes: process.memoryUsage.rss(),
    maxRssBytes: process.resourceUsage().maxRSS * 1024,
  };
  process.send?.(answer);
});
process.on('disconnect', () => process.exit());
// Roster stops by itself on this signal. For the bare servers it is added here, since a profile is written on exit only.
if (process.env.BARE_OPTIONS !== undefined) process.on('SIGTERM', () => process.exit());
// The channel alone must not keep a server alive that has closed everything.
process.channel?.unref();
