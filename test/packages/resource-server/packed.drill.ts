import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import {
  globSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type ChildServer, startChild } from '../../support/child-server.ts'
import { consented } from '../../support/consented.ts'
import type { Receiver } from '../../support/event-reader.ts'
import { sharedSamtykke } from '../../support/samtykke-process.ts'
import { until } from '../../support/until.ts'

interface Demo {
  readonly jwtAudience: { readonly audience: string }
  readonly events: { readonly jwtApiReceiver: Receiver }
}

/** An API as its developer writes it who has nothing but the package. */
const program = `import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { nodeGuard, openResourceServer, type Access } from '@samtykke/resource-server'

const { ISSUER = '', AUDIENCE = '', CLIENT_ID = '', CLIENT_SECRET = '' } = process.env
const api = openResourceServer({
  issuer: ISSUER,
  audience: AUDIENCE,
  client: { id: CLIENT_ID, secret: CLIENT_SECRET },
})

const handle = async (_request: IncomingMessage, response: ServerResponse, access: Access) => {
  await api.recordUse(access, { what: 'Slo opp forsikringene', language: 'nb' })
  response.end(JSON.stringify({ consent: access.consentId }))
}

const server = createServer(nodeGuard(api, { scopes: ['insurance.read'] }, handle))
server.listen(0, '127.0.0.1', () => console.log('ready ' + (server.address() as AddressInfo).port))
process.once('SIGTERM', async () => {
  await api.close()
  server.close()
})
`

const settings = {
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    module: 'nodenext',
    target: 'es2023',
    types: ['node'],
    outDir: 'out',
    rootDir: '.',
  },
  include: ['api.ts'],
}

/** Uses every kind of thing that is exported, without the types of Node. */
const typed = `import * as all from '@samtykke/resource-server'
const options: all.ResourceServerOptions = { issuer: 'https://i.example', audience: 'a', follow: all.statusList() }
export const server: all.ResourceServer = all.openResourceServer(options)
export const guards = [all.expressGuard(server), all.koaGuard(server, { scopes: ['a'] }), all.fastifyGuard(server)]
export const hooks: all.Follower[] = [all.push({ endpoint: 'https://a.example' }), all.poll(), all.feed(), all.nothing()]
// @ts-expect-error a demand that there is not
all.expressGuard(server, { scope: 'a' })
`

describe('the packed @samtykke/resource-server', () => {
  const samtykke = sharedSamtykke()
  let place: string
  before(() => {
    place = realpathSync(mkdtempSync(join(tmpdir(), 'samtykke-packed-')))
    const options = [
      '--workspace',
      '@samtykke/resource-server',
      '--loglevel=error',
      '--pack-destination',
      place,
    ]
    execFileSync('npm', ['pack', ...options], { stdio: 'pipe' })
    const [tarball = ''] = globSync('*.tgz', { cwd: place })
    writeFileSync(join(place, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
    const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
    execFileSync('npm', [...install, `./${tarball}`], { cwd: place, stdio: 'pipe' })
    writeFileSync(join(place, 'api.ts'), program)
    writeFileSync(join(place, 'tsconfig.json'), JSON.stringify(settings))
  })
  after(() => rmSync(place, { recursive: true, force: true }))

  const compile = (...args: readonly string[]) => {
    const tsc = resolve('node_modules/.bin/tsc')
    const { status, stdout } = spawnSync(tsc, args, { cwd: place, encoding: 'utf8' })
    assert.equal(status, 0, stdout)
  }

  it('holds what its user needs and no more', () => {
    const root = join(place, 'node_modules/@samtykke/resource-server')
    const files = globSync('**/*.*', { cwd: root }).filter(path => !path.startsWith('dist/'))
    assert.deepEqual(files.toSorted(), ['CHANGELOG.md', 'README.md', 'package.json'])
    const built = globSync('dist/**/*.*', { cwd: root })
    assert.ok(built.includes('dist/index.js') && built.includes('dist/index.d.ts'))
    assert.deepEqual(
      built.filter(path => !/\.(js|d\.ts)$/.test(path)),
      [],
    )
    const others = globSync('*', { cwd: join(place, 'node_modules') })
    assert.deepEqual(others.toSorted(), ['@samtykke', 'jose'])
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: object
    }
    assert.deepEqual(Object.keys(dependencies), ['jose'])
  })

  it('has types that compile under strict, with its own files checked and without those of Node', () => {
    writeFileSync(join(place, 'typed.ts'), typed)
    const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess']
    const bare = ['--ignoreConfig', '--noEmit', '--module', 'nodenext', '--target', 'es2023', '--types', '']
    compile(...bare, ...strict, 'typed.ts')
  })

  const programs: Readonly<Record<string, () => string>> = {
    'of its user, compiled': () => {
      compile('-p', '.', '--typeRoots', resolve('node_modules/@types'))
      return 'out/api.js'
    },
    'that stands in docs/apis.md': () => written('docs/apis.md', 'from-docs.js'),
    'that stands in its README': () => {
      symlinkSync(resolve('node_modules/express'), join(place, 'node_modules/express'))
      return written('packages/resource-server/README.md', 'from-readme.js')
    },
  }
  /** The first program of a page, as it stands there. */
  const written = (page: string, file: string): string => {
    const [, text = ''] = /^```js\n(.*?)^```$/ms.exec(readFileSync(page, 'utf8')) ?? []
    writeFileSync(join(place, file), text)
    return file
  }

  for (const [whose, make] of Object.entries(programs)) {
    describe(`in the program ${whose}`, () => {
      let child: ChildServer
      before(async () => {
        const file = join(place, make())
        const { jwtAudience, events } = samtykke.demo as unknown as Demo
        child = await startChild({
          file,
          readyWord: 'ready',
          env: {
            PORT: '0',
            ISSUER: samtykke.publicUrl,
            AUDIENCE: jwtAudience.audience,
            CLIENT_ID: events.jwtApiReceiver.client_id,
            CLIENT_SECRET: events.jwtApiReceiver.client_secret,
          },
        })
      })
      after(() => child.kill())

      it('serves a token of the demo, records the use, and refuses it once the consent is withdrawn', async () => {
        const { publicUrl, demo } = samtykke
        const given = await consented({ publicUrl, web: demo.clients.oauth.web }, 'insurance.read')
        const ask = () =>
          fetch(`http://127.0.0.1:${child.ready}/policies`, {
            headers: { authorization: `Bearer ${given.token}` },
          })
        const served = await ask()
        assert.equal(served.status, 200)
        const { consent } = (await served.json()) as { consent: string }
        assert.match(await given.read(`/consents/${consent}`), /Slo opp forsikringene/)
        await given.withdraw(consent)
        await until(async () => (await ask()).status === 401)
      })
    })
  }
})
