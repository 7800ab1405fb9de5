import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MemoryFS } from '@electric-sql/pglite'

/** Where PGlite has its data inside. */
const inside = '/pglite/data'

/** A file system in memory that begins with the database that lies in a directory, closed. */
export class CopiedIntoMemory extends MemoryFS {
  readonly #from: string

  constructor(from: string) {
    super()
    this.#from = from
  }

  override async initialSyncFs(): Promise<void> {
    const { FS } = this.pg!.Module
    FS.mkdirTree(inside, 0o700)
    for (const entry of readdirSync(this.#from, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      const copy = `${inside}${path.slice(this.#from.length)}`
      if (entry.isDirectory()) FS.mkdirTree(copy, 0o700)
      else FS.writeFile(copy, readFileSync(path))
    }
  }
}
