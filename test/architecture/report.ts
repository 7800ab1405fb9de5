import { dirname } from 'node:path'
import { type Node, readSources, type Source } from './source.ts'

/** Prints what is long or crowded. Nothing here is wrong by itself: it is where a reader may want to look. */

const longFunction = 40
const crowdedFolder = 12

const isFunction = ({ type }: Node): boolean => /Function(Expression|Declaration)$|^ObjectMethod$/.test(type)

const linesOf = ({ loc }: Node): number => (loc ? loc.end.line - loc.start.line + 1 : 0)

const longFunctions = ({ path, nodes }: Source): string[] =>
  nodes
    .filter(node => isFunction(node) && linesOf(node) > longFunction)
    .map(node => `${linesOf(node)} lines: ${path}:${node.loc?.start.line}`)

function crowdedFolders(sources: readonly Source[]): string[] {
  const byFolder = Map.groupBy(sources, ({ path }) => dirname(path))
  return [...byFolder]
    .filter(([, files]) => files.length > crowdedFolder)
    .map(([folder, files]) => `${files.length} files: ${folder}`)
}

const byNumber = (one: string, other: string): number => Number.parseInt(other, 10) - Number.parseInt(one, 10)

const sources = readSources()
for (const [title, lines] of [
  [`Functions of more than ${longFunction} lines`, sources.flatMap(longFunctions)],
  [`Folders of more than ${crowdedFolder} files`, crowdedFolders(sources)],
] as const) {
  console.log(`${title}: ${lines.length}\n`)
  for (const line of lines.toSorted(byNumber)) console.log(`  ${line}`)
  console.log()
}
