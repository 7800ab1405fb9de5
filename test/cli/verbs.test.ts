import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onEachDatabase } from '../support/database.ts'
import { askFor, decided } from '../support/test-core.ts'
import { openTestCli } from './test-storage.ts'

interface Listed {
  readonly keys: readonly { readonly id: string; readonly state: string }[]
  readonly left: Readonly<Record<string, number>>
}

const bank = ['--face', 'oauth', '--name', 'Bank', '--owner', '310000003', '--owner-name', 'BANK AS']

onEachDatabase('The command line', database => {
  let cli: Awaited<ReturnType<typeof openTestCli>>
  beforeEach(async () => {
    cli = await openTestCli(database)
  })
  const samtykke = async (...words: string[]) => (await cli.samtykke(...words)).json as Record<string, string>

  it('adds a client and shows its secret once', async () => {
    const { client_secret } = await samtykke('client', 'add', 'bank', ...bank)
    const client = await cli.storage.clients.find('bank')
    assert.equal(await cli.storage.secrets.verify(client_secret ?? '', client!.secrets), true)
    const shown = await cli.samtykke('client', 'show', 'bank')
    assert.ok(!JSON.stringify(shown).includes(client_secret!))
    assert.ok(!JSON.stringify(shown).includes(client!.secrets[0]!.digest))
  })

  it('does not add a client twice', async () => {
    await samtykke('client', 'add', 'bank', ...bank)
    await assert.rejects(samtykke('client', 'add', 'bank', ...bank), { code: 'client.exists' })
  })

  it('keeps two live secrets while one is changed, never three', async () => {
    const { client_secret: first } = await samtykke('client', 'add', 'bank', ...bank)
    const { client_secret: second } = await samtykke('client', 'rotate-secret', 'bank')
    assert.deepEqual(await working(first, second), [true, true])
    const { client_secret: third } = await samtykke('client', 'rotate-secret', 'bank')
    assert.deepEqual(await working(first, second, third), [false, true, true])
    const { client_secret: only } = await samtykke('client', 'rotate-secret', 'bank', '--only')
    assert.deepEqual(await working(second, third, only), [false, false, true])
  })

  const working = async (...secrets: (string | undefined)[]) => {
    const client = await cli.storage.clients.find('bank')
    return Promise.all(secrets.map(secret => cli.storage.secrets.verify(secret ?? '', client!.secrets)))
  }

  it('refuses what the declarative format refuses, naming the member', async () => {
    const bad = ['--redirect-uri', 'javascript:alert(1)']
    await assert.rejects(
      samtykke('client', 'add', 'bank', ...bank, ...bad),
      /^RegistryError: redirect_uris\[0\]: must be /,
    )
  })

  it('refuses a client that the endpoints would refuse, and says why in a line', async () => {
    const bad: readonly (readonly [words: readonly string[], finding: string])[] = [
      [['--audience', 'https://no.example'], 'the audience https://no.example is not among the resources'],
      [
        ['--grant-type', 'jwt-bearer'],
        'grant_types[0]: must be authorization_code, refresh_token, client_credentials, token-exchange, device_code, ciba at oauth',
      ],
      [['--authentication', 'private_key_jwt'], 'keys: must hold one for private_key_jwt'],
      [['--scope', 'debt.write'], 'scopes[0]: debt.write is no scope of its audiences'],
      [['--logout-uri', 'com.bank.app:/bye'], 'post_logout_redirect_uris must only contain web uris'],
    ]
    for (const [words, finding] of bad) {
      const refused = samtykke('client', 'add', 'bank', ...bank, ...words)
      await assert.rejects(refused, { name: 'RegistryError', message: `clients.bank: ${finding}` })
    }
    const keys = ['--authentication', 'private_key_jwt', '--keys']
    for (const [path, finding] of [
      ['/nowhere/keys.json', 'keys: /nowhere/keys.json cannot be read (ENOENT)'],
      ['README.md', 'keys: README.md is not JSON'],
    ] as const) {
      const refused = samtykke('client', 'add', 'bank', ...bank, ...keys, path)
      await assert.rejects(refused, { name: 'RegistryError', message: finding })
    }
    assert.deepEqual(await cli.storage.clients.list(), [])
  })

  it('lists and removes clients', async () => {
    await samtykke('client', 'add', 'bank', ...bank)
    assert.match((await cli.samtykke('client', 'list')).text, /^bank +oauth +client_secret +BANK AS$/m)
    const suspended = await cli.samtykke('client', 'suspend', 'bank', '--reason', 'Its secret is out')
    assert.match(suspended.text, /^Suspended bank: its tokens are good for nothing/)
    assert.match((await cli.samtykke('client', 'show', 'bank')).text, /^suspendedAt: /m)
    await samtykke('client', 'suspend', 'bank')
    assert.match((await cli.samtykke('client', 'resume', 'bank')).text, /^Resumed bank/)
    assert.doesNotMatch((await cli.samtykke('client', 'show', 'bank')).text, /suspendedAt/)
    await assert.rejects(samtykke('client', 'suspend', 'nobody'), { code: 'client.unknown' })
    const { items } = await cli.ports.acts.list({ operation: 'client.' }, { limit: 10 })
    assert.deepEqual(
      items.map(({ operation, reason, operator: { door } }) => [operation, reason, door]),
      [
        ['client.resume', undefined, 'command'],
        ['client.suspend', 'Its secret is out', 'command'],
      ],
    )
    await samtykke('client', 'remove', 'bank')
    assert.equal((await cli.samtykke('client', 'list')).text, 'No clients')
    await assert.rejects(samtykke('client', 'remove', 'bank'), { code: 'client.unknown' })
  })

  it('gives nobody the id of a client that was removed', async () => {
    await samtykke('client', 'add', 'bank', ...bank)
    await samtykke('client', 'remove', 'bank')
    await assert.rejects(samtykke('client', 'add', 'bank', ...bank), {
      name: 'RegistryError',
      message: 'clients.bank: id: the client bank was removed, and no client gets its id again',
    })
  })

  it('ends the grants of a client with it, and says how many', async () => {
    await samtykke('client', 'add', 'demo-web', ...bank)
    const grants = [await aGrant(), await aGrant()]
    const removed = await cli.samtykke('client', 'remove', 'demo-web')
    assert.deepEqual(removed.json, { removed: 'demo-web', grants_ended: 2 })
    assert.match(removed.text, /^Removed demo-web; 2 grants ended with it\./)
    for (const { id } of grants) {
      assert.match((await cli.samtykke('grant', 'show', id)).text, /^status: revoked$/m)
    }
  })

  it('adds, shows, lists and removes a resource', async () => {
    const add = [
      'resource',
      'add',
      'https://api.example',
      '--name',
      'Gjeld',
      '--scope',
      'debt.read=Lese gjelda',
    ]
    assert.deepEqual(await version(...add), 1)
    assert.deepEqual(await version(...add), 1)
    assert.deepEqual(await samtykke(...add, '--format', 'jwt'), {
      audience: 'https://api.example',
      version: 2,
    })
    assert.match((await cli.samtykke('resource', 'list')).text, /jwt 600 s/)
    assert.match((await cli.samtykke('resource', 'show', 'https://api.example')).text, /Lese gjelda/)
    await samtykke('resource', 'remove', 'https://api.example')
    await assert.rejects(samtykke('resource', 'show', 'https://api.example'))
  })

  const version = async (...words: string[]) =>
    ((await cli.samtykke(...words)).json as { version: number }).version

  it('shows and revokes a grant, without the number of the person', async () => {
    const grant = await aGrant()
    assert.match((await cli.samtykke('grant', 'list', '--standing', 'active')).text, new RegExp(grant.id))
    const shown = JSON.stringify(await cli.samtykke('grant', 'show', grant.id))
    assert.match(shown, /"status":"active"/)
    assert.doesNotMatch(shown, /14842249091/)
    await samtykke('grant', 'revoke', grant.id)
    assert.match((await cli.samtykke('grant', 'show', grant.id)).text, /^status: revoked$/m)
    await assert.rejects(samtykke('grant', 'revoke', grant.id), { code: 'authorization-grant.not-active' })
  })

  const aGrant = async (giver = cli.kari) => {
    const { request } = await cli.core.requestConsent(askFor(giver, cli.clock.now()))
    return (await cli.core.acceptConsentRequest({ id: request.id, decision: decided(giver) })).grant
  }

  const listedGrants = async (...words: string[]) => {
    const { json } = await cli.samtykke('grant', 'list', ...words)
    return (json as { grants: { id: string }[] }).grants.map(({ id }) => id)
  }

  it('lists the grants of one giver, not everybody’s', async () => {
    const [hers, his] = [await aGrant(), await aGrant(cli.ola)]
    assert.deepEqual(await listedGrants('--given-by', cli.kari.id), [hers.id])
    assert.deepEqual(await listedGrants('--given-by', cli.ola.id), [his.id])
    assert.deepEqual(await listedGrants('--given-by', cli.bank.id), [])
    assert.deepEqual(await listedGrants('--given-by', cli.kari.id.toUpperCase()), [hers.id])
  })

  it('lists no grants of a giver, client or face that does not exist', async () => {
    await aGrant()
    for (const nobody of ['00000000-0000-4000-8000-000000000000', '14842249091', '']) {
      await assert.rejects(samtykke('grant', 'list', '--given-by', nobody), { code: 'party.not-found' })
    }
    await assert.rejects(samtykke('grant', 'list', '--client', 'demo-wbe'), { code: 'client.unknown' })
    await assert.rejects(samtykke('client', 'list', '--face', 'oauht'), /There is no face oauht/)
  })

  it('lists the grants of a client that was removed, whatever standing is asked for', async () => {
    const { id } = await aGrant()
    assert.equal(await cli.storage.clients.find('demo-web'), undefined)
    assert.deepEqual(await listedGrants('--client', 'demo-web'), [id])
    assert.deepEqual(await listedGrants('--client', 'demo-web', '--standing', 'ended'), [])
  })

  it('does not read on in the list of another giver', async () => {
    for (let number = 0; number < 101; number++) await aGrant()
    const { next } = await samtykke('grant', 'list', '--given-by', cli.kari.id)
    assert.equal((await listedGrants('--given-by', cli.kari.id, '--after', next!)).length, 1)
    for (const other of [[], ['--given-by', cli.ola.id]]) {
      await assert.rejects(listedGrants(...other, '--after', next!), { code: 'request.malformed' })
    }
  })

  it('rotates signing keys without showing one', async () => {
    await samtykke('keys', 'rotate')
    const listed = await cli.samtykke('keys', 'list')
    assert.match(listed.text, /ES256 +published/)
    assert.doesNotMatch(JSON.stringify(listed), /"d"/)
  })

  it('rotates the keys of one algorithm and leaves those of others', async () => {
    await samtykke('keys', 'rotate')
    const { json } = await cli.samtykke('keys', 'rotate', '--alg', 'RS256')
    assert.equal((json as { alg: string }).alg, 'RS256')
    const listed = (await cli.samtykke('keys', 'list')).json as { alg: string; retired: string }[]
    assert.deepEqual(
      listed.map(({ alg, retired }) => [alg, retired]).sort(([a], [b]) => a!.localeCompare(b!)),
      [
        ['ES256', ''],
        ['RS256', ''],
      ],
    )
  })

  it('puts the newest encryption key in use once, and tells what is left to seal anew', async () => {
    const rotate = async () => (await cli.samtykke('keys', 'rotate', '--master')).json
    const first = (await rotate()) as { rotated: boolean; kid: string }
    assert.equal(first.rotated, true)
    assert.deepEqual(await rotate(), { rotated: false })
    const listed = (await cli.samtykke('keys', 'list', '--master')).json as Listed
    assert.deepEqual(
      listed.keys.map(({ id, state }) => [id, state]),
      [[first.kid, 'encrypts']],
    )
    assert.equal(listed.left.numbers, 0)
    assert.match(
      (await cli.samtykke('keys', 'list')).text,
      /Everything is sealed under the encryption key in use/,
    )
  })

  it('does not change encryption keys while texts are plain, and seals them when no older server is left', async () => {
    await database.knex('plain_text').insert({ kept: true })
    const refused = await cli.samtykke('keys', 'rotate', '--master')
    assert.deepEqual([refused.exitCode, refused.json], [1, { rotated: false, reason: 'texts-plain' }])
    assert.deepEqual((await cli.samtykke('migrate', 'finish')).json, { finished: true })
    assert.deepEqual((await cli.samtykke('migrate', 'finish')).json, { finished: false })
  })

  it('applies a file, and the same file again without a change', async () => {
    const file = 'docs/registry.example.yaml'
    assert.deepEqual(new Set((await applied(file)).map(({ what }) => what)), new Set(['added', 'changed']))
    assert.deepEqual(new Set((await applied(file)).map(({ what }) => what)), new Set(['same']))
  })

  it('applies a secret from a file once, and a changed one as a change', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'samtykke-cli-'))
    const file = join(directory, 'registry.json')
    writeFileSync(join(directory, 'secret'), 'et langt og valgt passord\n')
    writeFileSync(file, JSON.stringify({ clients: [{ ...client, secrets: [{ secret_file: 'secret' }] }] }))
    assert.deepEqual(await whats(file), ['added'])
    assert.deepEqual(await whats(file), ['same'])
    assert.deepEqual(await working('et langt og valgt passord'), [true])
    writeFileSync(join(directory, 'secret'), 'et annet passord\n')
    assert.deepEqual(await whats(file), ['changed'])
    rmSync(directory, { recursive: true })
  })

  it('applies nothing when a client names what is not there', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'samtykke-cli-'))
    const file = join(directory, 'registry.json')
    writeFileSync(
      file,
      JSON.stringify({ clients: [client, { ...client, id: 'other', audiences: ['https://no.example'] }] }),
    )
    await assert.rejects(
      applied(file),
      /clients\.other: the audience https:\/\/no\.example is not among the resources/,
    )
    assert.deepEqual(await cli.storage.clients.list(), [])
    rmSync(directory, { recursive: true })
  })

  const applied = async (file: string) => (await cli.samtykke('apply', file)).json as { what: string }[]
  const whats = async (file: string) => (await applied(file)).map(({ what }) => what)

  it('tells that the schema is there', async () => {
    assert.deepEqual(await samtykke('migrate', 'up'), { done: [] })
    assert.equal((await cli.samtykke('migrate', 'status')).exitCode, 0)
  })
})

const client = {
  id: 'bank',
  face: 'oauth',
  name: 'Bank',
  owner: { orgno: '310000003', name: 'BANK AS' },
  authentication: 'client_secret_basic',
}
