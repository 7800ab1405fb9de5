import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { parseRegistry } from './parse-registry.ts'
import { RegistryError } from './registry-error.ts'
import type { RegistryFile } from './registry-schema.ts'

export interface Registry {
  readonly file: RegistryFile
  /** The trimmed text of a file named by `secret_file`. */
  readonly readSecret: (path: string) => Promise<string>
}

/** Reads and checks a declarative file. Throws a `RegistryError`, also when it cannot be read. */
export async function readRegistry(path: string): Promise<Registry> {
  return {
    file: parseRegistry(await readText(path), path),
    readSecret: async name => (await readText(resolve(dirname(path), name))).trim(),
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new RegistryError([`${path}: cannot be read (${(error as NodeJS.ErrnoException).code})`])
  }
}
