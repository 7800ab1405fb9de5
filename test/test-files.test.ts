import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'

/** By mocha itself. */
const preloaded = 'test/support/global.ts'

describe('The tests', () => {
  const isRun = (path: string): boolean => /\.(test|drill)\.ts$/.test(path)
  const npmScripts = readFileSync('package.json', 'utf8')
  const files = globSync('test/**/*.ts').map(path => ({ path, text: readFileSync(path, 'utf8') }))

  it('are all run: a file ends in .test.ts or .drill.ts, or one that does uses it', () => {
    const isUsed = (file: string): boolean =>
      files.some(({ path, text }) => path !== file && new RegExp(`[/']${basename(file)}'`).test(text))
    const isStarted = (file: string): boolean => file === preloaded || npmScripts.includes(file)
    const forgotten = files.filter(({ path }) => !isRun(path) && !isStarted(path) && !isUsed(path))
    assert.deepEqual(
      forgotten.map(({ path }) => path),
      [],
    )
  })

  it('stand in this folder', () => {
    assert.deepEqual(globSync('{server,adapters,migrations,packages,bench,docs}/**/*.ts').filter(isRun), [])
  })
})
