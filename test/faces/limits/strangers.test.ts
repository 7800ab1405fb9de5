import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { certificate } from '../../support/client-certificates.ts'
import { onEachDatabase } from '../../support/database.ts'
import { requestOf } from '../../support/pushed.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'

const limited = {
  SAMTYKKE_TRUSTED_PROXIES: '1',
  SAMTYKKE_LIMIT_AUTHORIZATIONS: '12/60',
  SAMTYKKE_LIMIT_OPEN_BY_ADDRESS: '10/3600',
  SAMTYKKE_LIMIT_OPEN_BY_CLIENT: '9/3600',
  SAMTYKKE_LIMIT_LOGIN_STARTS: '3/60',
  SAMTYKKE_LIMIT_FORMS: '3/60',
  SAMTYKKE_LIMIT_USER_CODES: '2/60',
}

/* Addresses are those of documentation (RFC 5737); each test has its own. */
onEachDatabase(
  'S66 a stranger at the pages',
  database => {
    let app: WholeApp
    before(async () => {
      app = await startWholeApp(database, limited)
    })
    after(() => app.close())

    const open = async (path: string, from: string, more: RequestInit = {}) => {
      const headers = { 'x-forwarded-for': from, 'accept-language': 'en', ...(more.headers as object) }
      const answer = await fetch(`${app.publicUrl}${path}`, { redirect: 'manual', ...more, headers })
      return { status: answer.status, headers: answer.headers, body: await answer.text() }
    }
    const authorize = (from: string, more: Readonly<Record<string, string>> = {}) =>
      open(
        `/authorize?${new URLSearchParams({
          client_id: 'demo-web',
          redirect_uri: 'http://127.0.0.1:9999/cb',
          response_type: 'code',
          scope: 'openid income.read',
          state: 'a state',
          code_challenge: 'a'.repeat(43),
          code_challenge_method: 'S256',
          ...more,
        })}`,
        from,
      )
    const repeated = async (times: number, once: (turn: number) => Promise<{ status: number }>) => {
      const statuses: number[] = []
      for (let turn = 0; turn < times; turn++) statuses.push((await once(turn)).status)
      return statuses
    }
    const times = (count: number, status: number): number[] => Array(count).fill(status)
    const assertPage = ({ status, headers, body }: Awaited<ReturnType<typeof open>>, limit: string) => {
      assert.equal(status, 429)
      assert.match(headers.get('retry-after') ?? '', /^[0-9]+$/)
      assert.ok(
        headers.get('ratelimit-policy')?.startsWith(`"${limit}"`),
        headers.get('ratelimit-policy') ?? '',
      )
      assert.equal(load(body)('h1').text(), 'Please wait')
    }

    it('begins no more authorizations than the limit, and others begin theirs', async () => {
      const from = '192.0.2.1'
      const statuses = await repeated(12, () => authorize(from, { prompt: 'none' }))
      assert.deepEqual(statuses, times(12, 303))
      assertPage(await authorize(from), 'authorizations')
      assert.equal((await authorize('192.0.2.2')).status, 303)
    })

    for (const [language, title] of Object.entries({ nb: 'Vent litt', nn: 'Vent litt', en: 'Please wait' })) {
      it(`is told so in ${language}`, async () => {
        const { status, body } = await open('/authorize', '192.0.2.1', {
          headers: { 'accept-language': language },
        })
        assert.deepEqual([status, load(body)('h1').text()], [429, title])
      })
    }

    it('leaves no more of a client’s open than the limit, and a newcomer is let in nevertheless', async () => {
      const from = '192.0.2.3'
      const [row] = await waiting()
      const statuses = await repeated(10, () => authorize(from))
      assert.deepEqual(
        [...new Set(statuses)].toSorted((a, b) => a - b),
        [303, 429],
      )
      assertPage(await authorize(from), 'open-by-client')
      assert.equal((await authorize('192.0.2.4')).status, 303)
      const kept = Number((await waiting())[0]?.count) - Number(row?.count)
      assert.equal(kept, statuses.filter(status => status === 303).length + 1)
    })

    const waiting = () =>
      database
        .connection()
        .read<{ count: string }>("select count(*) from browser_state where kind = 'Interaction'")

    it('begins no more logins, and sends no more forms than the limits', async () => {
      const from = '192.0.2.5'
      assert.deepEqual(await repeated(3, () => open('/consents', from)), times(3, 303))
      assertPage(await open('/consents', from), 'login-starts')
      const send = (path: string) =>
        open(path, from, { method: 'POST', body: new URLSearchParams({ csrf: 'x' }) })
      const form = () => send('/session/end')
      await repeated(3, form)
      assertPage(await form(), 'forms')
      const id = '6f0a8cf4-1f0a-4f2c-9f57-0d6c3c0f6a11'
      assert.notEqual((await send(`/consents/${id}/withdraw`)).status, 429)
    })

    it('V7: types no more codes of devices than the limit, good or bad', async () => {
      const from = '192.0.2.9'
      const type = () =>
        open('/device', from, { method: 'POST', body: new URLSearchParams({ user_code: 'BBBB-BBBB' }) })
      assert.deepEqual(await repeated(2, type), times(2, 400))
      assertPage(await type(), 'user-codes')
    })

    it('sends no state or nonce that is longer than anybody needs, and nothing of it is kept', async () => {
      const before = await waiting()
      for (const name of ['state', 'nonce']) {
        assert.equal((await authorize('192.0.2.6', { [name]: 'x'.repeat(2048) })).status, 303)
        const { status, body } = await authorize('192.0.2.6', { [name]: 'x'.repeat(2049) })
        assert.equal(status, 400)
        assert.match(body, /invalid_request/)
      }
      assert.equal((await authorize('192.0.2.6', { resource: 'x'.repeat(2049) })).status, 400)
      assert.equal(Number((await waiting())[0]?.count) - Number(before[0]?.count), 2)
    })

    it('pushes no more than the limit, whatever it shows that is no credential', async () => {
      const from = '192.0.2.8'
      const { header } = await certificate({})
      const asked = requestOf(
        { id: 'demo-public', redirectUris: ['http://127.0.0.1:9999/cb'] },
        { scope: 'income.read' },
      )
      const push = (turn: number) =>
        open('/par', from, {
          method: 'POST',
          headers: { 'client-cert': header },
          body: new URLSearchParams({ ...asked, ...(turn % 2 === 0 && { client_secret: '' }) }),
        })
      assert.deepEqual(await repeated(12, push), times(12, 201))
      const { status, headers } = await push(12)
      assert.equal(status, 429)
      assert.ok(headers.get('ratelimit-policy')?.startsWith('"authorizations"'))
    })

    it('leaves at most 8 KB for each, and 1 KB for an honest one', async () => {
      const size = async () => {
        const [row] = await database.connection().read<{ bytes: number }>(
          `select pg_column_size(browser_state.*) as bytes from browser_state
           where kind = 'Interaction' order by expires_at desc limit 1`,
        )
        return Number(row?.bytes)
      }
      const noise = (length: number) =>
        Array.from({ length }, (_, n) => 'abcdefghijklmnopqrstuvwxyz0123456789'[(n * n * 7 + n) % 36]).join(
          '',
        )
      assert.equal((await authorize('192.0.2.7')).status, 303)
      assert.ok((await size()) < 1024, `${await size()} bytes`)
      app.clock.move(1000)
      const long = { state: noise(2048), nonce: noise(2048), login_hint: noise(255), ui_locales: noise(200) }
      assert.equal((await authorize('192.0.2.7', long)).status, 303)
      assert.ok((await size()) < 8 * 1024, `${await size()} bytes`)
    })
  },
  'before all',
)

onEachDatabase('this machine itself, in demo and test', database => {
  it('may begin as many authorizations and logins as it likes', async () => {
    const app = await startWholeApp(database, {
      SAMTYKKE_LIMIT_LOGIN_STARTS: '3/60',
      SAMTYKKE_LIMIT_FORMS: '3/60',
    })
    try {
      for (let n = 0; n < 5; n++) {
        const answer = await fetch(`${app.publicUrl}/consents`, { redirect: 'manual' })
        assert.equal(answer.status, 303)
        await answer.text()
      }
    } finally {
      await app.close()
    }
  })
})
