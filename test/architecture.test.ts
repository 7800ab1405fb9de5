import assert from 'node:assert/strict'
import { planted } from './architecture/planted.ts'
import { type Rule, rules } from './architecture/rules.ts'
import { readSources, type Source, sourceOf } from './architecture/source.ts'

describe('The house', () => {
  let sources: readonly Source[]
  before(() => {
    sources = readSources()
  })

  /** Only what is imported from it is looked at beside what was planted: a rule that reads all takes its time. */
  const catches = (broken: Rule['broken'], file: Source): boolean =>
    broken([file, ...sources.filter(({ path }) => file.imports.includes(path))]).length > 0

  for (const { title, broken } of rules) {
    it(title, () => assert.equal(broken(sources).join('\n'), ''))

    it(`catches each file that was planted against: ${title}`, () => {
      const missed = (planted[title] ?? []).filter(([path, text]) => !catches(broken, sourceOf(path, text)))
      assert.ok(planted[title], 'no file is planted against this rule')
      assert.deepEqual(missed, [])
    })
  }

  it('has a rule for everything that is planted', () => {
    assert.deepEqual(
      Object.keys(planted).filter(title => !rules.some(rule => rule.title === title)),
      [],
    )
  })
})
