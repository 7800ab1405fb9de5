import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

describe('samtykke --version', () => {
  it('is the version of the package', () => {
    const said = execFileSync(process.execPath, ['server/cli/launch.js', '--version'], { encoding: 'utf8' })
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    assert.equal(said, `${version}\n`)
  })
})
