import { mkdir, open, readdir, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { AnchorFiles, SignedAnchor } from '../../server/ports/ledger/anchors.ts'

const nameOf = (number: number): string => `anchor-${String(number).padStart(10, '0')}.json`

const numberOf = (name: string): number => Number(/^anchor-(\d+)\.json$/.exec(name)?.[1] ?? 0)

/** A file for each anchor, in the form in which it is published; or, to read only, one such file. */
export const anchorFiles = (place: string): AnchorFiles => ({
  async last() {
    const names = await readdir(place).catch(unlessMissing)
    return Math.max(0, ...names.map(numberOf))
  },

  async keep({ number, at, signed }) {
    await mkdir(place, { recursive: true })
    const path = join(place, nameOf(number))
    await writeWhole(path, `${JSON.stringify({ number, at, anchor: signed }, undefined, 2)}\n`)
  },

  async *all() {
    const isDirectory = (await stat(place)).isDirectory()
    const names = isDirectory ? (await readdir(place)).filter(name => name.endsWith('.json')).sort() : ['']
    for (const name of names) yield toAnchor(await readFile(join(place, name), 'utf8'))
  },
})

/** Whoever looks sees the whole file or none. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.draft`
  const file = await open(draft, 'w')
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
}

function toAnchor(text: string): SignedAnchor {
  const { number, at, anchor } = JSON.parse(text) as Readonly<Record<string, unknown>>
  if (!Number.isSafeInteger(number) || typeof at !== 'string' || typeof anchor !== 'string') {
    throw new Error('A file that was kept holds no anchor')
  }
  return { number: number as number, at: new Date(at), signed: anchor }
}

function unlessMissing(error: unknown): readonly string[] {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
  throw error
}
