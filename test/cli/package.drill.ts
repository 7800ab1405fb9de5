import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { startChild } from '../support/child-server.ts'

interface PackageJson {
  readonly bin: { readonly samtykke: string }
  readonly dependencies: Readonly<Record<string, string>>
}

const compiled = process.env.NODE_COMPILE_CACHE

const { bin, dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as PackageJson

describe('The npm package', () => {
  let place: string
  let tarball: string
  let command: string

  before(() => {
    place = realpathSync(mkdtempSync(join(tmpdir(), 'samtykke-package-')))
    tarball = pack(place)
    command = join(unpack(place, tarball), bin.samtykke)
    for (const name of Object.keys(dependencies)) linkDependency(place, name)
  })
  after(() => rmSync(place, { recursive: true }))

  const samtykke = (...words: string[]) =>
    spawnSync(process.execPath, [command, ...words], { cwd: place, env: environment(), encoding: 'utf8' })

  it('has nothing that only a checkout needs', () => {
    const files = globSync('**/*', { cwd: join(place, 'node_modules', 'samtykke') })
    assert.ok(files.includes('dist/server/main.js'))
    assert.deepEqual(
      files.filter(name => /\.ts$|(^|\/)(test|bench|docs)(\/|$)/.test(name)),
      [],
    )
  })

  it('is the same to the byte when it is packed again', () => {
    const again = mkdtempSync(join(place, 'again-'))
    assert.ok(readFileSync(pack(again)).equals(readFileSync(tarball)), 'two tarballs of one checkout differ')
  })

  it('has the command', () => {
    const { status, stdout, stderr } = samtykke('help')
    assert.deepEqual([status, stderr], [0, ''])
    assert.match(stdout, /^ {2}serve\b/m)
  })

  it('serves one whole consent, with its pages and their style', async () => {
    const server = await startChild({
      file: command,
      args: ['serve'],
      readyWord: 'samtykke ready',
      env: environment(),
      stderr: 'ignore',
    })
    try {
      const page = await fetch(`${server.ready}/demo`)
      const [, style = ''] = /href="(\/assets\/[^"]+\.css[^"]*)"/.exec(await page.text()) ?? []
      assert.deepEqual([page.status, (await fetch(`${server.ready}${style}`)).status], [200, 200])
      const { status, stdout } = samtykke('demo')
      assert.equal(status, 0, stdout)
      assert.ok(stdout.includes(server.ready), 'another server was walked')
    } finally {
      assert.equal(await server.stop(), 0)
    }
  })

  const environment = (): Record<string, string> => ({
    PATH: process.env.PATH ?? '',
    ...(compiled && { NODE_COMPILE_CACHE: compiled }),
    PORT: '0',
    SAMTYKKE_DATA_DIR: join(place, 'data'),
    SAMTYKKE_LOG_LEVEL: 'error',
  })
})

/** The tarball that npm makes of this checkout. */
function pack(place: string): string {
  const options = ['--offline', '--json', '--loglevel=error', '--pack-destination', place]
  execFileSync('npm', ['pack', ...options], { stdio: 'pipe' })
  const [tarball] = globSync('*.tgz', { cwd: place })
  return join(place, tarball ?? '')
}

function unpack(place: string, tarball: string): string {
  const home = join(place, 'node_modules', 'samtykke')
  mkdirSync(home, { recursive: true })
  execFileSync('tar', ['-xzf', tarball, '-C', home, '--strip-components=1'])
  return home
}

function linkDependency(place: string, name: string): void {
  const link = join(place, 'node_modules', name)
  mkdirSync(dirname(link), { recursive: true })
  symlinkSync(resolve('node_modules', name), link)
}
