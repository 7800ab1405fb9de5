import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'

/** What each folder may import; the first folder that matches decides, and OWN is the part it matched. */
const borders: readonly (readonly [folder: RegExp, allowed: RegExp])[] = [
  [/^server\/domain\//, /^server\/domain\//],
  [/^server\/ports\//, /^server\/(domain|ports)\//],
  [/^server\/usecases\//, /^server\/(domain|ports|usecases)\//],
  [
    /^server\/http\//,
    /^(server\/(domain\/(registry\/client(-secret)?|problem|text\/text)\.ts|ports\/|http\/)|(zod|koa|@koa\/router)$|node:)/,
  ],
  [
    /^server\/faces\/((index|face-module)\.ts$|tools\/)/,
    /^(server\/(faces|domain|ports|usecases|http)\/|zod$)/,
  ],
  [/^server\/wording\//, /^server\/(domain|ports|wording)\//],
  [
    /^server\/faces\/(?<own>[^/]+)\//,
    /^(server\/(domain|ports|usecases|http|wording|faces\/OWN)\/|server\/faces\/(face-module\.ts$|tools\/)|zod$)/,
  ],
  [/^adapters\/outbound\//, /^(server\/domain\/problem\.ts$|adapters\/outbound\/|zod$|node:)/],
  [
    /^adapters\/(?<own>oidc|test-idp)\//,
    /^(server\/(domain|ports)\/|server\/http\/(body|credentials|problem-status)\.ts$|adapters\/(OWN|outbound)\/|(?!server|adapters|\.))/,
  ],
  [
    /^adapters\/(?<own>[^/]+)\//,
    /^(server\/(domain|ports)\/|adapters\/(OWN|outbound|x509)\/|(?!server|adapters|\.))/,
  ],
  [/^server\/config\//, /^(server\/config\/|adapters\/ids\/random-secret\.ts$|zod$|node:)/],
  [/^server\/registry\//, /^(server\/(domain|ports|registry)\/|(zod|yaml)$|node:)/],
  [
    /^server\/(main|welcome)\.ts$/,
    /^(server\/(compose\/(start|config)\.ts|welcome\.ts|config\/|demo\/rsa-pairs\.ts)|node:)/,
  ],
  [/^migrations\//, /^knex$/],
]

const laws: readonly (readonly [name: string, what: RegExp, home: RegExp])[] = [
  ['the clock', /new Date\(\)|Date\.now/, /^adapters\/clock\//],
  ['randomness', /Math\.random|randomBytes|randomUUID|randomInt|getRandomValues/, /^adapters\/ids\//],
  ['asking elsewhere', /(?<![\w.])fetch\(/, /^(adapters\/outbound|server\/demo)\//],
  ['the environment', /process\.env/, /^server\/config\//],
]

const sources = globSync('{server,adapters,migrations}/**/*.ts').map(path => ({
  path,
  text: readFileSync(path, 'utf8'),
}))

const faces = globSync('server/faces/*/index.ts').map(path => path.split('/')[2]!)

const importsOf = ({ path, text }: { path: string; text: string }): string[] =>
  [...text.matchAll(/^(?:import|export) (?:[^'=()]* from )?'([^']+)'|\bimport\('([^']+)'\)/gm)]
    .map(([, still, late]) => still ?? late ?? '')
    .map(name => (name.startsWith('.') ? normalize(join(dirname(path), name)) : name))

const crossings = sources.flatMap(source => {
  const [folder, allowed] = borders.find(([one]) => one.test(source.path)) ?? []
  const own = folder?.exec(source.path)?.groups?.own ?? ''
  const rule = allowed && new RegExp(allowed.source.replace('OWN', own))
  return rule
    ? importsOf(source)
        .filter(name => !rule.test(name))
        .map(name => `${source.path} imports ${name}`)
    : []
})

describe('The house', () => {
  it('has no import that crosses a border', () => assert.deepEqual(crossings, []))

  for (const [name, what, home] of laws) {
    it(`keeps ${name} in one place`, () => {
      const broken = sources.filter(({ path, text }) => !home.test(path) && what.test(code(text)))
      assert.deepEqual(
        broken.map(({ path }) => path),
        [],
      )
    })
  }

  it('names no face outside its folder and the list of faces', () => {
    const named = new RegExp(`faces/(${faces.join('|') || '-'})/`)
    const outside = sources.filter(({ path }) => !path.startsWith('server/faces/'))
    assert.deepEqual(
      outside.filter(source => importsOf(source).some(name => named.test(name))).map(one => one.path),
      [],
    )
  })

  it('keeps values out of the ports', () => {
    const value = /^(export )?(default |async |abstract )*(const|let|var|function|class|enum)\b/m
    const holding = sources.filter(({ path, text }) => path.startsWith('server/ports/') && value.test(text))
    assert.deepEqual(
      holding.map(({ path }) => path),
      [],
    )
  })

  it('has no file of more than 250 lines', () => {
    const long = sources.filter(({ text }) => text.split('\n').length > 251)
    assert.deepEqual(
      long.map(({ path }) => path),
      [],
    )
  })
})

describe('The tests', () => {
  const isRun = (path: string): boolean => /\.(test|drill)\.ts$/.test(path)
  const files = globSync('test/**/*.ts').map(path => ({ path, text: readFileSync(path, 'utf8') }))

  it('are all run: a file ends in .test.ts or .drill.ts, or one that does uses it', () => {
    const isUsed = (file: string): boolean =>
      files.some(({ path, text }) => path !== file && new RegExp(`[/']${basename(file)}'`).test(text))
    const forgotten = files.filter(({ path }) => !isRun(path) && path !== preloaded && !isUsed(path))
    assert.deepEqual(
      forgotten.map(({ path }) => path),
      [],
    )
  })

  it('stand in this folder', () => {
    assert.deepEqual(globSync('{server,adapters,migrations,bench,docs}/**/*.ts').filter(isRun), [])
  })
})

/** By mocha itself. */
const preloaded = 'test/support/global.ts'

/** Without comments, which may speak of anything. */
const code = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
