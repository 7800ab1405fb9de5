import { type Document, isNode, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { RegistryError } from './registry-error.ts'
import { type RegistryFile, registrySchema } from './registry-schema.ts'
import { toPath } from './to-path.ts'

interface Source {
  readonly name: string
  readonly document: Document
  readonly lines: LineCounter
}

/** The file's content, YAML or JSON, checked. Throws a `RegistryError` with the line of everything that is wrong. */
export function parseRegistry(text: string, name: string): RegistryFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const source = { name, document, lines }
  const unreadable = [...document.errors, ...document.warnings]
  if (unreadable.length > 0) {
    throw new RegistryError(
      unreadable.map(error => `${name}:${lines.linePos(error.pos[0]).line}: ${error.message}`),
    )
  }
  const parsed = registrySchema.safeParse(document.toJS() ?? {})
  if (!parsed.success) throw new RegistryError(parsed.error.issues.flatMap(issue => describe(issue, source)))
  assertNoTwins(parsed.data, source)
  return parsed.data
}

function describe(issue: z.core.$ZodIssue, source: Source): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => at([...issue.path, key], 'is not a member of the file format', source))
  }
  return [at(issue.path, issue.message, source)]
}

function at(path: readonly PropertyKey[], message: string, { name, document, lines }: Source): string {
  const line = lines.linePos(offsetOf(document, path)).line
  return `${name}:${line}: ${toPath(path)}: ${message}`
}

/** Where the node at the path begins, or the nearest one above it that exists. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  const node = document.getIn(path, true)
  if (isNode(node) && node.range) return node.range[0]
  return path.length === 0 ? 0 : offsetOf(document, path.slice(0, -1))
}

function assertNoTwins(file: RegistryFile, source: Source): void {
  const findings = [
    ...twins(
      file.resources.map(resource => resource.audience),
      'resources',
    ),
    ...twins(
      file.purposes.map(purpose => purpose.id),
      'purposes',
    ),
    ...twins(
      file.token_scopes.map(({ scope }) => scope),
      'token_scopes',
    ),
    ...twins(
      file.consent_templates.map(({ id }) => id),
      'consent_templates',
    ),
    ...twins(
      file.consent_resources.map(({ id }) => id),
      'consent_resources',
    ),
    ...twins(
      file.clients.map(client => client.id),
      'clients',
    ),
  ].map(path => at(path, 'stands here twice', source))
  if (findings.length > 0) throw new RegistryError(findings)
}

const twins = (names: readonly string[], list: string): PropertyKey[][] =>
  names.flatMap((name, index) => (names.indexOf(name) < index ? [[list, index]] : []))
