import { createHash } from 'node:crypto'

/** What a stream's first line follows. */
export const noHash = '0'.repeat(64)

const beginning = '{"audit":true,'
const end = /^(.*),"hash":"([0-9a-f]{64})"\}$/s

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The line with `hash` as its last member: the SHA-256 (hex) of everything before that member, as UTF-8. */
export function sealLine(content: object): { readonly line: string; readonly hash: string } {
  const text = JSON.stringify({ audit: true, ...content }).slice(0, -1)
  const hash = hashOf(text)
  return { line: `${text},"hash":"${hash}"}`, hash }
}

/** Whether this is meant to be a line of the trail: others may stand between them, as in what a service writes. */
export const isAuditLine = (line: string): boolean => line.startsWith(beginning)

/** The hash that a line carries, and whether it is the line's; `undefined` for a line without one. */
export function readSeal(line: string): { readonly hash: string; readonly fits: boolean } | undefined {
  const [, text, hash] = end.exec(line) ?? []
  return text === undefined || hash === undefined ? undefined : { hash, fits: hashOf(text) === hash }
}
