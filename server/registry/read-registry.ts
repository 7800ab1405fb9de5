import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type Locate, readEntries } from './parse-registry.ts'
import { RegistryError } from './registry-error.ts'
import type { RegistryFile } from './registry-schema.ts'

export interface Registry {
  readonly file: RegistryFile
  /** The text of a file named by `secret_file`. Throws a `RegistryError` when it cannot be read. */
  readonly readSecret: (path: string) => Promise<string>
  /** Where a member is, for messages; the file has no lines when not said. */
  readonly locate?: Locate
}

/** Reads and checks a declarative file. Throws a `RegistryError`, also when it cannot be read. */
export async function readRegistry(path: string): Promise<Registry> {
  return {
    ...readEntries(await readText(path), path),
    readSecret: name => readText(resolve(dirname(path), name)),
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new RegistryError([`${path}: cannot be read (${(error as NodeJS.ErrnoException).code})`])
  }
}
