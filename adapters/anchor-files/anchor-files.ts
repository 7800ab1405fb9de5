import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
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

/** Whoever looks sees the whole file or none, also when several processes write it at once. */
async function writeWhole(path: string, text: string): Promise<void> {
  const workshop = await mkdtemp(join(dirname(path), 'draft-'))
  try {
    const draft = join(workshop, 'anchor.json')
    await writeFile(draft, text, { flush: true })
    await rename(draft, path)
  } finally {
    await rm(workshop, { recursive: true })
  }
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
