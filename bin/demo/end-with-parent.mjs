// Preloaded into the demo's processes: when the demo is killed, they end instead of staying behind
// with its ports.
process.channel?.unref();
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
