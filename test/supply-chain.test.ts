import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface Entry {
  readonly version: string
  readonly integrity?: string
}

interface Lock {
  readonly packages: Readonly<Record<string, Entry>>
}

interface Component {
  readonly type: string
  readonly name: string
  readonly version: string
  readonly hashes: readonly { readonly alg: string; readonly content: string }[]
}

interface BillOfMaterials {
  readonly bomFormat: string
  readonly specVersion: string
  readonly metadata: { readonly component: { readonly purl: string } }
  readonly components: readonly Component[]
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock

describe('What is installed', () => {
  describe('is only what the lock vouches for, which', () => {
    let place: string
    before(() => {
      place = mkdtempSync(join(tmpdir(), 'samtykke-lock-'))
    })
    after(() => rmSync(place, { recursive: true }))

    const check = (file: string) => spawnSync('node', ['.ci/check-lock.mjs', file], { encoding: 'utf8' })

    const checkPlanted = (entry: Readonly<Record<string, unknown>>) => {
      const file = join(place, 'package-lock.json')
      writeFileSync(file, JSON.stringify({ packages: { ...lock.packages, 'node_modules/planted': entry } }))
      return check(file)
    }

    const { integrity } = Object.values(lock.packages).find(entry => entry.integrity) ?? {}

    it('holds for this project', () => {
      assert.deepEqual([check('package-lock.json').status, check('package-lock.json').stderr], [0, ''])
    })

    const refused: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
      'has no integrity': { version: '1.0.0' },
      'has a weak one': { version: '1.0.0', integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' },
      'runs a script': { version: '1.0.0', integrity, hasInstallScript: true },
      'comes over plain http': { version: '1.0.0', integrity, resolved: 'http://example.org/planted.tgz' },
      'comes from git': { version: '1.0.0', integrity, resolved: 'git+ssh://git@example.org/planted.git' },
      'is a link': { resolved: '../planted', link: true },
      'is a link to one of ours by another name': { resolved: 'packages/resource-server', link: true },
    }
    for (const [what, entry] of Object.entries(refused)) {
      it(`refuses a package that ${what}`, () => {
        const { status, stderr } = checkPlanted(entry)
        assert.equal(status, 1)
        assert.match(stderr, /^node_modules\/planted .+\n$/)
      })
    }
  })

  it('is listed, with hashes, as CycloneDX', () => {
    const text = execFileSync('npm', ['run', '--silent', 'sbom'], { encoding: 'utf8' })
    const { bomFormat, specVersion, metadata, components } = JSON.parse(text) as BillOfMaterials
    assert.equal(bomFormat, 'CycloneDX')
    assert.match(metadata.component.purl, /^pkg:npm\/samtykke@/)
    assert.match(specVersion, /^1\.\d$/)
    const listed = new Map(components.map(one => [`${one.name}@${one.version}`, one]))
    for (const [path, { version, integrity }] of Object.entries(lock.packages)) {
      if (integrity === undefined) {
        assert.match(path, /^$|^packages\/|^node_modules\/@samtykke\//)
        continue
      }
      const component = listed.get(`${path.replace(/^.*node_modules\//, '')}@${version}`)
      const content = Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex')
      assert.deepEqual(component?.hashes, [{ alg: 'SHA-512', content }], path)
    }
  })
})
