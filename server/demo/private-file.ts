import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Files that only their owner may read, written whole or not at all. `name` makes the draft's name unlike any other. */
const draftOf = async (path: string, content: unknown, name: string): Promise<string> => {
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${name}`
  await writeFile(draft, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' })
  return draft
}

/** Replaces what was there. */
export async function replacePrivateFile(path: string, content: unknown, name: string): Promise<void> {
  await rename(await draftOf(path, content, name), path)
}

/** Writes unless the file is there already, also when two processes do it at once. */
export async function addPrivateFile(path: string, content: unknown, name: string): Promise<void> {
  const draft = await draftOf(path, content, name)
  try {
    await link(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft)
  }
}

/** The JSON of a file, `undefined` when there is none. */
export async function readPrivateFile(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

const beingMade = new Map<string, Promise<unknown>>()

interface Making {
  readonly make: () => Promise<unknown>
  /** Makes the draft's name unlike any other. */
  readonly name: string
}

/**
 * What the file keeps, made if there is none. Whoever wants it while it is being made waits for the same one, and processes
 * that start at once agree on one.
 */
export function keptInFile(path: string, making: Making): Promise<unknown> {
  const found = beingMade.get(path) ?? readOrMake(path, making).finally(() => beingMade.delete(path))
  beingMade.set(path, found)
  return found
}

async function readOrMake(path: string, { make, name }: Making): Promise<unknown> {
  const found = await readPrivateFile(path)
  if (found !== undefined) return found
  await addPrivateFile(path, await make(), name)
  return readPrivateFile(path)
}
