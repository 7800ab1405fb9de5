import { isNamed, type Node } from './source.ts'

const globals = new Set(['globalThis', 'global', 'window', 'self'])

/** Whether this is `object.member`, also as `object['member']` and behind `globalThis`. */
export function isMember(node: Node | undefined, object: string, ...members: readonly string[]): boolean {
  if (!isMemberExpression(node)) return false
  return isGlobal(node.object as Node, object) && (members.length === 0 || members.includes(memberOf(node)))
}

export const isMemberExpression = (node: Node | undefined): node is Node =>
  /^(Optional)?MemberExpression$/.test(node?.type ?? '')

/** The name after the dot, or in the brackets when it is a text there. */
export const memberOf = ({ property, computed }: Node): string => {
  const { type, name, value } = property as Node
  if (computed) return type === 'StringLiteral' ? String(value) : ''
  return String(name)
}

/** `name` itself, or `globalThis.name`. */
export const isGlobal = (node: Node | undefined, name: string): boolean =>
  isNamed(node, name) ||
  (isMemberExpression(node) && globals.has(String((node.object as Node).name)) && memberOf(node) === name)

/** Members of a global that are taken out of it: `const { now } = Date`. */
export const isTakenApart = (node: Node, object: string): boolean =>
  node.type === 'VariableDeclarator' &&
  (node.id as Node).type === 'ObjectPattern' &&
  isGlobal((node.init ?? undefined) as Node | undefined, object)

/** Names of the values that this takes from a library, by whatever kind of import; the kind itself for all of them. */
export function imported(node: Node, library: RegExp): readonly string[] {
  const source = node.source as Node | null | undefined
  if (!source || !library.test(String(source.value)) || isOfTypes(node)) return []
  const taken = (node.specifiers ?? [{ type: 'ImportNamespaceSpecifier' }]) as readonly Node[]
  return taken.map(({ imported, local, type }) => {
    const named = type === 'ExportSpecifier' ? local : imported
    return named ? String((named as Node).name) : type
  })
}

const isOfTypes = ({ importKind, exportKind }: Node): boolean =>
  importKind === 'type' || exportKind === 'type'
