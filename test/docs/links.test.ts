import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const pages = globSync([
  '*.md',
  '.github/**/*.md',
  'docs/**/*.md',
  'server/**/*.md',
  'bench/**/*.md',
  'packages/*/*.md',
])

const linksOf = (page: string): string[] =>
  [...readFileSync(page, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '')

const leadsNowhere = (page: string, target: string): boolean => {
  const [path] = target.split('#')
  return !/^[a-z]+:/.test(target) && path !== '' && !existsSync(join(dirname(page), path ?? ''))
}

describe('The documentation', () => {
  it('links to files that are there', () => {
    const broken = pages.flatMap(page =>
      linksOf(page)
        .filter(target => leadsNowhere(page, target))
        .map(target => `${page}: ${target}`),
    )
    assert.deepEqual(broken, [])
  })
})
