import { type Document, isNode, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { RegistryError } from './registry-error.ts'
import { type RegistryFile, registrySchema } from './registry-schema.ts'
import { toPath } from './to-path.ts'
import { twins } from './twins.ts'
import { unfitTexts } from './unfit-texts.ts'

interface Source {
  readonly name: string
  readonly document: Document
  readonly lines: LineCounter
}

/** `file:line` of what is at a path, or of the nearest thing above it. */
export type Locate = (path: readonly PropertyKey[]) => string

/** The file's content, YAML or JSON, checked. Throws a `RegistryError` with the line of everything that is wrong. */
export const parseRegistry = (text: string, name: string): RegistryFile => readEntries(text, name).file

/** The same, and where everything is. */
export function readEntries(text: string, name: string): { file: RegistryFile; locate: Locate } {
  const source = parse(text, name)
  const locate: Locate = path => `${name}:${source.lines.linePos(offsetOf(source.document, path)).line}`
  const content: unknown = source.document.toJS() ?? {}
  assertNone(unfitTexts(content), locate)
  const parsed = registrySchema.safeParse(content)
  if (!parsed.success) throw new RegistryError(parsed.error.issues.flatMap(issue => describe(issue, locate)))
  assertNone(
    twins(parsed.data).map(path => ({ path, message: 'stands here twice' })),
    locate,
  )
  return { file: parsed.data, locate }
}

function parse(text: string, name: string): Source {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const unreadable = [...document.errors, ...document.warnings]
  if (unreadable.length === 0) return { name, document, lines }
  throw new RegistryError(
    unreadable.map(error => `${name}:${lines.linePos(error.pos[0]).line}: ${error.message}`),
  )
}

function describe(issue: z.core.$ZodIssue, locate: Locate): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => at([...issue.path, key], 'is not a member of the file format', locate))
  }
  return [at(issue.path, issue.message, locate)]
}

const at = (path: readonly PropertyKey[], message: string, locate: Locate): string =>
  `${locate(path)}: ${toPath(path)}: ${message}`

function assertNone(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
  locate: Locate,
): void {
  if (issues.length === 0) return
  throw new RegistryError(issues.map(({ path, message }) => at(path, message, locate)))
}

/** Where the node at the path begins, or the nearest one above it that exists. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  const node = document.getIn(path, true)
  if (isNode(node) && node.range) return node.range[0]
  return path.length === 0 ? 0 : offsetOf(document, path.slice(0, -1))
}
