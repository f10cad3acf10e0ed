/** Loaded into a measured process by `--import`: tells its heap after a collection when asked. */
process.on('message', (question) => {
  if (question !== 'heap') return
  globalThis.gc?.()
  globalThis.gc?.()
  process.send?.(process.memoryUsage().heapUsed)
})
process.channel?.unref()
