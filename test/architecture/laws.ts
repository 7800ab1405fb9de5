import { isCallOf, isNamed, type Node, type Source } from './source.ts'
import { imported, isGlobal, isMember, isMemberExpression, isTakenApart, memberOf } from './syntax.ts'

/** What may be done only in one place. */
interface Law {
  readonly name: string
  readonly home: RegExp
  readonly breaks: (node: Node) => boolean
}

const isNewDateOfNow = (node: Node): boolean =>
  (node.type === 'NewExpression' && isGlobal(node.callee as Node, 'Date') && noArguments(node)) ||
  isCallOf(node, 'Date')

const noArguments = (node: Node): boolean => (node.arguments as readonly Node[]).length === 0

const randomNames = /^(random|getRandomValues$|ImportNamespaceSpecifier$|ImportDefaultSpecifier$)/
const askingNames = /^(request|get|ImportNamespaceSpecifier|ImportDefaultSpecifier)$/

const ordinary: readonly Law[] = [
  {
    name: 'the clock',
    home: /^adapters\/clock\//,
    breaks: node =>
      isNewDateOfNow(node) ||
      isMember(node, 'Date', 'now') ||
      isTakenApart(node, 'Date') ||
      isMember(node, 'performance') ||
      isTakenApart(node, 'performance') ||
      isMember(node, 'process', 'hrtime', 'uptime') ||
      isMember(node, 'Temporal') ||
      imported(node, /^(node:)?perf_hooks$/).length > 0,
  },
  {
    name: 'randomness',
    home: /^adapters\/ids\//,
    breaks: node =>
      isMember(node, 'Math', 'random') ||
      isTakenApart(node, 'Math') ||
      (isMemberExpression(node) && /^(randomUUID|getRandomValues)$/.test(memberOf(node))) ||
      isTakenApart(node, 'crypto') ||
      imported(node, /^(node:)?crypto$/).some(name => randomNames.test(name)),
  },
  {
    name: 'asking elsewhere',
    home: /^(adapters\/outbound|server\/demo)\//,
    breaks: node =>
      isCallOf(node, 'fetch') ||
      isMember(node, 'globalThis', 'fetch') ||
      imported(node, /^undici$/).length > 0 ||
      imported(node, /^(node:)?https?$/).some(name => askingNames.test(name)),
  },
  {
    name: 'the process',
    home: /^(server\/(config\/|main\.ts$|prepare\.ts$|cli\/(samtykke|demo)\.ts$|demo\/walk\/start-server\.ts$)|adapters\/(pdf\/worker\/|knex\/database\/embedded\/running-process\.ts$))/,
    breaks: node =>
      isMember(node, 'process') ||
      isTakenApart(node, 'process') ||
      isMember(node, 'globalThis', 'process') ||
      imported(node, /^(node:)?process$/).length > 0,
  },
]

/** The environment has fewer homes than the process. */
const environment: Law = {
  name: 'the environment',
  home: /^server\/config\//,
  breaks: node =>
    isMember(node, 'process', 'env') ||
    isEnvironmentTaken(node) ||
    imported(node, /^(node:)?process$/).some(name => /^(env|default|Import.*)$/.test(name)),
}

const isEnvironmentTaken = (node: Node): boolean =>
  isTakenApart(node, 'process') &&
  ((node.id as Node).properties as readonly Node[]).some(({ key }) => isNamed(key as Node, 'env'))

const comparing = new Set(['<', '<=', '>', '>='])
const ends = new Set(['validFrom', 'validTo', 'answerBy', 'expiresAt', 'endsAt', 'valid_to', 'answer_by'])

/** Whether this compares the beginning or end of something's time with anything. */
const isExpiryCompared = (node: Node): boolean =>
  node.type === 'BinaryExpression' &&
  comparing.has(String(node.operator)) &&
  [node.left, node.right].some(side => namesEnd(side as Node))

function namesEnd(node: Node): boolean {
  if (node.type === 'Identifier') return ends.has(String(node.name))
  if (node.type === 'CallExpression') return namesEnd(node.callee as Node)
  if (node.type === 'BinaryExpression') return [node.left, node.right].some(side => namesEnd(side as Node))
  if (!isMemberExpression(node)) return false
  return ends.has(memberOf(node)) || namesEnd(node.object as Node)
}

/** SQL that compares the end of a request or a grant; tokens and sessions have `expires_at`, which is not derived. */
const isExpiryComparedInSql = (node: Node): boolean =>
  node.type === 'TemplateElement' &&
  /\b(valid_from|valid_to|answer_by)\s*(<|>)|(<|>)=?\s*(\w+\.)?(valid_from|valid_to|answer_by)\b/.test(
    String((node.value as { raw: string }).raw),
  )

const expiry: Law = {
  name: 'the comparison of expiry',
  home: /^(server\/domain\/|adapters\/knex\/status-sql\.ts$|migrations\/)/,
  breaks: node => isExpiryCompared(node) || isExpiryComparedInSql(node),
}

export const laws: readonly Law[] = [...ordinary, environment, expiry]

/** They run at others, where the house's places are not. */
const packages = /^packages\//

/** Files that do what only one place may do. */
export const offenders = ({ home, breaks }: Law, sources: readonly Source[]): readonly string[] =>
  sources
    .filter(({ path, nodes }) => !home.test(path) && !packages.test(path) && nodes.some(breaks))
    .map(({ path }) => path)
