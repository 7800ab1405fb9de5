import { globSync } from 'node:fs'
import { crossings } from './borders.ts'
import { importCircles } from './circles.ts'
import { laws, offenders } from './laws.ts'
import type { Node, Source } from './source.ts'

/** What the whole project must keep. */
export interface Rule {
  readonly title: string
  /** What breaks it, as sentences or paths. */
  readonly broken: (sources: readonly Source[]) => readonly string[]
}

const faces = globSync('server/faces/*/index.ts').map(path => path.split('/')[2]!)

const namedOutside = (sources: readonly Source[]): readonly string[] =>
  sources
    .filter(({ path }) => path !== 'server/faces/index.ts')
    .filter(({ path, imports }) => {
      const others = faces.map(face => `server/faces/${face}/`).filter(folder => !path.startsWith(folder))
      return imports.some(name => others.some(folder => name.startsWith(folder)))
    })
    .map(({ path }) => path)

const longest = 250

const tooLong = (sources: readonly Source[]): readonly string[] =>
  sources.filter(({ text }) => text.trimEnd().split('\n').length > longest).map(({ path }) => path)

const valuesInPorts = (sources: readonly Source[]): readonly string[] =>
  sources
    .filter(({ path, nodes }) => path.startsWith('server/ports/') && nodes.some(isValue))
    .map(({ path }) => path)

const isValue = ({ type, importKind, exportKind, declare }: Node): boolean => {
  if (type === 'ImportDeclaration') return importKind !== 'type'
  if (type === 'ExportAllDeclaration') return exportKind !== 'type'
  return (
    /^(VariableDeclaration|FunctionDeclaration|ClassDeclaration|TSEnumDeclaration|ExportDefaultDeclaration)$/.test(
      type,
    ) && !declare
  )
}

export const rules: readonly Rule[] = [
  { title: 'has no import that crosses a border', broken: crossings },
  {
    title: 'has no circle of imports, types included',
    broken: sources => importCircles(sources).map(circle => circle.join(' -> ')),
  },
  { title: 'has ports that hold types and no values', broken: valuesInPorts },
  { title: 'names no face outside its folder and the list of faces', broken: namedOutside },
  { title: `has no file of more than ${longest} lines`, broken: tooLong },
  ...laws.map(law => ({
    title: `keeps ${law.name} in one place`,
    broken: (sources: readonly Source[]) => offenders(law, sources),
  })),
]
