import assert from 'node:assert/strict'
import { onEachDatabase } from '../../support/database.ts'
import { maskinportenOf } from '../../support/maskinporten.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'

const limited = {
  SAMTYKKE_TRUSTED_PROXIES: '1',
  SAMTYKKE_LIMIT_WRONG_SECRETS: '5/300',
  SAMTYKKE_LIMIT_CLIENT_FAILURES: '30/300',
  SAMTYKKE_LIMIT_ADDRESS_FAILURES: '8/60',
}

interface Named {
  readonly client_id: string
  readonly client_secret: string
}

/* S66. Addresses are those of documentation (RFC 5737, RFC 3849); each test has its own. */
onEachDatabase(
  'S66 whoever fails to authenticate again and again',
  database => {
    let app: WholeApp
    let machine: Named
    let others: Named
    before(async () => {
      app = await startWholeApp(database, limited)
      const { clients } = await app.demoJson()
      machine = clients.oauth!.machine!
      others = clients.oauth!.resourceServer!
    })
    after(() => app.close())

    const ask = async (path: string, from: string, more: RequestInit = {}) => {
      const headers = { 'x-forwarded-for': from, ...(more.headers as Record<string, string>) }
      const answer = await fetch(`${app.publicUrl}${path}`, { method: 'POST', ...more, headers })
      return { status: answer.status, headers: answer.headers, text: await answer.text() }
    }
    const basic = ({ client_id, client_secret }: Named) => ({
      authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}`,
    })
    const token = (client: Named, from: string, path = '/token') =>
      ask(path, from, {
        headers: basic(client),
        body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'income.read' }),
      })
    const wrong = (client_id: string): Named => ({
      client_id,
      client_secret: 'this is not the secret of anybody',
    })
    const repeated = async (times: number, once: (turn: number) => Promise<{ status: number }>) => {
      const statuses: number[] = []
      for (let turn = 0; turn < times; turn++) statuses.push((await once(turn)).status)
      return statuses
    }
    const times = (count: number, status: number): number[] => Array(count).fill(status)

    /** A client whose secret somebody chose. */
    const withChosenSecret = async (id: string): Promise<Named> => {
      const client = await app.stores.clients.find(machine.client_id)
      const client_secret = `a secret that somebody chose for ${id}`
      await app.stores.clients.save({
        ...client!,
        id,
        version: 0,
        secrets: [await app.stores.secrets.hash(client_secret)],
      })
      return { client_id: id, client_secret }
    }

    it('is told to wait, in OAuth’s words, and the right secret works on there', async () => {
      const from = '192.0.2.1'
      const statuses = await repeated(7, () => token(wrong(machine.client_id), from))
      assert.deepEqual(statuses, [...times(5, 401), 429, 429])
      const { status, headers, text } = await token(wrong(machine.client_id), from)
      assert.equal(status, 429)
      assert.equal(JSON.parse(text).error, 'temporarily_unavailable')
      const wait = Number(headers.get('retry-after'))
      assert.ok(wait > 0 && wait <= 300)
      assert.equal(headers.get('ratelimit-policy'), '"wrong-secrets";q=5;w=300')
      assert.equal(headers.get('ratelimit'), `"wrong-secrets";r=0;t=${wait}`)
      assert.equal(headers.get('www-authenticate'), null)
      assert.equal((await token(machine, from)).status, 200)
    })

    it('has the same limit at every address of one /64, and others have not', async () => {
      const statuses = await repeated(6, turn =>
        token(wrong(machine.client_id), `2001:db8:0:1:${turn + 1}::${turn + 1}`),
      )
      assert.deepEqual(statuses, [...times(5, 401), 429])
      assert.equal((await token(wrong(machine.client_id), '2001:db8:0:2::1')).status, 401)
    })

    it('has a limit under many client ids, too', async () => {
      const from = '192.0.2.3'
      const statuses = await repeated(10, turn => token(wrong(`nobody-${turn}`), from))
      assert.deepEqual(statuses, [...times(8, 401), 429, 429])
      assert.equal((await token(machine, from)).status, 200)
    })

    it('does not keep a client away from its own address by failing at many', async () => {
      const client = await withChosenSecret('attacked-everywhere')
      const statuses = await repeated(32, turn => token(wrong(client.client_id), `198.51.100.${turn + 1}`))
      assert.deepEqual(statuses, [...times(30, 401), 429, 429])
      assert.equal((await token(client, '203.0.113.1')).status, 200)
      assert.equal((await token(client, '198.51.100.1')).status, 429)
    })

    it('may not go on guessing a secret that somebody chose', async () => {
      const [client, from] = [await withChosenSecret('guessed'), '192.0.2.5']
      const first = await repeated(6, turn =>
        token({ ...client, client_secret: `guess number ${turn}` }, from),
      )
      assert.deepEqual(first, [...times(5, 401), 429])
      assert.equal((await token(client, from)).status, 429)
      assert.equal((await token(client, '192.0.2.6')).status, 200)
    })

    it('is counted at introspection and revocation alike', async () => {
      const from = '192.0.2.7'
      const at = (path: string) =>
        ask(path, from, {
          headers: basic(wrong(others.client_id)),
          body: new URLSearchParams({ token: 'x' }),
        })
      const statuses = await repeated(6, turn => at(turn % 2 ? '/introspect' : '/revoke'))
      assert.deepEqual(statuses, [...times(5, 401), 429])
    })

    it('is counted when the assertion of a client is not its own', async () => {
      const from = '192.0.2.8'
      const sent = await maskinportenOf(app)
      const path = new URL(`${sent.issuer}token`).pathname
      const { jwk } = sent.clients.O2
      const answers = []
      for (let turn = 0; turn < 6; turn++) {
        const assertion = await sent.assertionOf(sent.clients.O1, {
          key: jwk,
          header: { kid: sent.clients.O1.jwk.kid },
        })
        const body = new URLSearchParams({
          grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
          assertion,
        })
        answers.push(await ask(path, from, { body }))
      }
      assert.deepEqual(
        answers.map(({ status }) => status),
        [...times(5, 400), 429],
      )
      assert.ok(JSON.parse(answers.at(-1)!.text).error)
      assert.ok(answers.at(-1)!.headers.get('retry-after'))
    })

    const guarded: Readonly<Record<string, { path: string; scheme: string; method?: string }>> = {
      'the house’s API': {
        path: '/grants/6f0a8cf4-1f0a-4f2c-9f57-0d6c3c0f6a11/uses',
        scheme: 'Basic bm9ib2R5Ong=',
      },
      'gjeld’s debts': { path: '/gjeld/v1/debt', scheme: 'Bearer nothing', method: 'GET' },
      'gjeld’s agreements': {
        path: '/gjeld/v1/consent/agreement',
        scheme: 'Basic bm9ib2R5Ong=',
        method: 'PUT',
      },
      'gjeld’s feed': {
        path: '/gjeld/feed/v1/consent/firstSequenceNr',
        scheme: 'Basic bm9ib2R5Ong=',
        method: 'GET',
      },
      'maskinporten’s data sources': {
        path: '/maskinporten/ended-consents',
        scheme: 'Basic bm9ib2R5Ong=',
        method: 'GET',
      },
      webhooks: { path: '/webhooks', scheme: 'Bearer nothing', method: 'GET' },
      'the management of grants': {
        path: '/grants/6f0a8cf4-1f0a-4f2c-9f57-0d6c3c0f6a11',
        scheme: 'Bearer nothing',
        method: 'GET',
      },
      'answers to wishes for deletion': {
        path: '/grants/6f0a8cf4-1f0a-4f2c-9f57-0d6c3c0f6a11/deletion',
        scheme: 'Bearer nothing',
      },
      'altinn’s look-up': {
        path: '/accessmanagement/api/v1/maskinporten/consent/lookup',
        scheme: 'Bearer nothing',
      },
      'altinn’s end users': {
        path: '/accessmanagement/api/v1/bff/consentrequests/count/x',
        scheme: 'Bearer nothing',
        method: 'GET',
      },
      altinn: { path: '/accessmanagement/api/v1/enterprise/consentrequests', scheme: 'Bearer nothing' },
      elhub: { path: '/access/v0/authorization-requests', scheme: 'Bearer nothing', method: 'GET' },
    }
    for (const [index, [name, { path, scheme, method = 'POST' }]] of Object.entries(
      Object.entries(guarded),
    )) {
      it(`is told to wait by ${name} in its own words`, async () => {
        const from = `192.0.2.${20 + Number(index)}`
        const at = () =>
          ask(path, from, { method, headers: { authorization: scheme, 'user-agent': 'conf/1' } })
        await repeated(8, at)
        const { status, headers, text } = await at()
        assert.equal(status, 429, text)
        assert.match(headers.get('retry-after') ?? '', /^[0-9]+$/)
        assert.match(
          headers.get('ratelimit-policy') ?? '',
          /^"(address-failures|wrong-secrets)";q=\d+;w=\d+$/,
        )
        assert.match(headers.get('content-type') ?? '', /json/)
        assert.equal(typeof JSON.parse(text), 'object')
      })
    }

    it('is in the audit trail once, with the client and a hash of the address, and in the metric', async () => {
      const lines = app.audited.filter(
        ({ what, client_id }) => what === 'limit.reached' && client_id === 'guessed',
      )
      assert.equal(lines.length, 1)
      const { limit, network } = lines[0]!
      assert.equal(limit, 'wrong-secrets')
      assert.match(String(network), /^[\w-]{22}$/)
      assert.ok(!JSON.stringify(app.audited).includes('192.0.2.5'))
      assert.match(
        await app.measured(),
        /samtykke_limit_reached_total\{limit="wrong-secrets",by="(memory|storage)"\} [1-9]/,
      )
    })
  },
  'before all',
)
