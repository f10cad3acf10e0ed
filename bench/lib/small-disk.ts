import { spawnSync } from 'node:child_process'
import { statfsSync, writeFileSync } from 'node:fs'

/** A disk of its own under a folder, so that it can be full. @returns whether that is allowed here */
export function mount(folder: string, size: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]).status === 0
}

export function unmount(folder: string): void {
  spawnSync('umount', ['-l', folder])
}

/** Takes all the room there is, to the last block. */
export function fill(filler: string, folder: string): void {
  const { bavail, bsize } = statfsSync(folder)
  for (let blocks = bavail; blocks > 0; blocks = Math.floor(blocks / 2)) {
    try {
      writeFileSync(filler, Buffer.alloc(blocks * bsize), { flag: 'a' })
    } catch {
      // Less fits.
    }
  }
}
