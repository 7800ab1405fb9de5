import { spawnSync } from 'node:child_process'
import { appendFileSync, chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SmallDisk {
  readonly directory: string
  /** Leaves nothing free. */
  fill(): void
  /** Takes away what filled it. */
  makeRoom(): void
  remove(): void
}

/**
 * Tests that need a file system of their own. Where none may be mounted they are skipped, or fail when
 * `SAMTYKKE_TEST_REQUIRE_MOUNT=1`.
 */
export function onSmallDisk(define: () => void): void {
  if (mayMount()) define()
  else it('needs the right to mount a file system in memory', skipped)
}

function skipped(this: Mocha.Context): void {
  if (process.env.SAMTYKKE_TEST_REQUIRE_MOUNT === '1') throw new Error('The right to mount is required')
  this.skip()
}

function mayMount(): boolean {
  try {
    mountSmallDisk(1).remove()
    return true
  } catch {
    return false
  }
}

/** A file system in memory of so many megabytes. Throws when it may not be mounted. */
export function mountSmallDisk(megabytes: number): SmallDisk {
  const directory = mkdtempSync(join(tmpdir(), 'samtykke-disk-'))
  const remove = () => {
    spawnSync('umount', ['-l', directory])
    rmSync(directory, { recursive: true, force: true })
  }
  const { status, stderr } = spawnSync(
    'mount',
    ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', directory],
    { encoding: 'utf8' },
  )
  if (status !== 0) {
    rmSync(directory, { recursive: true, force: true })
    throw new Error(`No file system was mounted: ${stderr}`)
  }
  process.once('exit', remove)
  chmodSync(directory, 0o755)
  const filler = join(directory, 'filler')
  return {
    directory,
    fill() {
      for (let { bavail, bsize } = statfsSync(directory); bavail > 0; { bavail } = statfsSync(directory))
        appendFileSync(filler, Buffer.alloc(Math.min(bavail * bsize, 1 << 20)))
    },
    makeRoom: () => rmSync(filler, { force: true }),
    remove() {
      process.off('exit', remove)
      remove()
    },
  }
}
