import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { parse } from '@babel/parser'

/** A node of the syntax tree, as far as the rules look at it. */
export type Node = Readonly<Record<string, unknown>> & {
  readonly type: string
  readonly loc?: Place | undefined
}

interface Place {
  readonly start: { readonly line: number }
  readonly end: { readonly line: number }
}

/** A file of the project, read and parsed. */
export interface Source {
  /** From the root of the project. */
  readonly path: string
  readonly text: string
  readonly nodes: readonly Node[]
  /** What it imports, in whatever way, types included: paths from the root, names of libraries, or `?` for what cannot be known. */
  readonly imports: readonly string[]
}

export const readSources = (): readonly Source[] =>
  globSync(['{server,adapters,migrations}/**/*.ts', 'packages/*/src/**/*.ts']).map(path =>
    sourceOf(path, readFileSync(path, 'utf8')),
  )

export function sourceOf(path: string, text: string): Source {
  const { program } = parse(text, { sourceType: 'module', plugins: ['typescript'] })
  const nodes = [...nodesIn(program)]
  const imports = nodes.flatMap(importedBy).map(name => located(path, name))
  return { path, text, nodes, imports: [...new Set(imports)] }
}

/** A node and all below it. */
export function* nodesIn(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const one of value) yield* nodesIn(one)
    return
  }
  if (isNode(value)) yield value
  for (const [name, member] of Object.entries(value)) if (!beside.has(name)) yield* nodesIn(member)
}

/** Members that are not below a node: comments may speak of anything. */
const beside = new Set([
  'loc',
  'leadingComments',
  'trailingComments',
  'innerComments',
  'extra',
  'tokens',
  'errors',
])

const isNode = (value: object): value is Node => 'type' in value && typeof value.type === 'string'

const loading = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
])

function importedBy(node: Node): readonly string[] {
  if (isCallOf(node, 'require')) return [textOf(first(node.arguments))]
  if (node.type === 'CallExpression' && (node.callee as Node).type === 'Import')
    return [textOf(first(node.arguments))]
  if (!loading.has(node.type)) return []
  const from = node.source ?? node.argument
  return from ? [textOf(from as Node)] : []
}

const first = (list: unknown): Node | undefined => (list as readonly Node[])[0]

/** An import whose name is made while the program runs. */
export const unknownImport = '?'

/** The text that a literal stands for; `?` for anything else. */
function textOf(node: Node | undefined): string {
  if (node?.type === 'StringLiteral') return String(node.value)
  return node?.type === 'TSLiteralType' ? textOf(node.literal as Node) : unknownImport
}

const located = (path: string, name: string): string =>
  name.startsWith('.') ? normalize(join(dirname(path), name)) : name

/** Whether this node calls a function by that bare name. */
export const isCallOf = (node: Node, name: string): boolean =>
  node.type === 'CallExpression' && isNamed(node.callee as Node, name)

export const isNamed = (node: Node | undefined, name: string): boolean =>
  node?.type === 'Identifier' && node.name === name
