import assert from 'node:assert/strict'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'
import { decodeJwt } from 'jose'
import * as openid from 'openid-client'
import type { GrantId } from '../../../server/domain/ids.ts'
import { onEachDatabase } from '../../support/database.ts'
import { discover, obtainTokens, post } from '../../support/oauth-client.ts'
import { sharedOAuthServer } from '../../support/shared-oauth-server.ts'
import { bytesOf, namedIn, readList, statusAt } from '../../support/status-list.ts'
import { until } from '../../support/until.ts'

const meters = {
  resource: 'https://meters.example',
  scope: 'openid offline_access meter.read',
  prompt: 'consent',
}

onEachDatabase('an API that reads JWTs by itself', database => {
  const server = sharedOAuthServer(database)
  let both: openid.Configuration
  beforeEach(async () => {
    both = await discover(server, server.both)
  })

  const tokens = () => obtainTokens(both, server.both, meters)
  const refresh = (token: string) =>
    openid.refreshTokenGrant(both, token, { resource: 'https://meters.example', scope: 'meter.read' })
  const statusOf = async (token: string) => {
    const named = namedIn(token)!
    return statusAt(await readList(server.publicUrl, named.uri, server.clock.now()), named)
  }
  const listOf = async () => namedIn((await tokens()).access_token)!.uri
  const withdraw = (token: string) =>
    server.core.revokeGrant({
      id: decodeJwt(token).grant_id as GrantId,
      by: server.kari.id,
      reason: 'giver',
    })

  it('L2 L7 finds a withdrawn consent in the list that the token names, and no other, within a second', async () => {
    const [kept, ended] = [(await tokens()).access_token, (await tokens()).access_token]
    assert.deepEqual([await statusOf(kept), await statusOf(ended)], [0, 0])
    await withdraw(ended)
    await sleep(1000)
    assert.deepEqual([await statusOf(kept), await statusOf(ended)], [0, 1])
  })

  it('L8 finds the tokens from before when their family was ended, and not the next ones', async () => {
    const { access_token, refresh_token = '' } = await tokens()
    const next = await refresh(refresh_token)
    assert.notEqual(namedIn(next.access_token)?.idx, namedIn(access_token)?.idx)
    await openid.tokenRevocation(both, refresh_token)
    await until(async () => (await statusOf(access_token)) === 1)
    assert.equal(await statusOf(next.access_token), 1)
  })

  it('finds the status of a token that ends in the next hour in a list of that hour', async () => {
    server.clock.advance(3600 - ((server.clock.now().getTime() / 1000) % 3600) - 60)
    const token = (await tokens()).access_token
    const list = Number(namedIn(token)!.uri.split('/').at(-1))
    assert.equal(Math.floor(list / 1000), Math.floor(decodeJwt(token).exp! / 3600))
    server.clock.advance(290)
    assert.equal(await statusOf(token), 0)
  })

  it('L9 finds no status in the token of a machine, behind which no consent stands', async () => {
    const form = { grant_type: 'client_credentials', scope: 'meter.read', resource: meters.resource }
    const { json } = await post(server, '/token', { client: server.both, form })
    assert.equal(decodeJwt(String(json.access_token)).status, undefined)
  })

  it('L3 L5 is told for how long a list may be kept and counts, and learns no count from it', async () => {
    const uri = await listOf()
    const list = await readList(server.publicUrl, uri, server.clock.now())
    assert.deepEqual(
      { ...list, status_list: { ...list.status_list, lst: '…' }, iat: 0, exp: list.exp - list.iat },
      {
        sub: uri,
        iat: 0,
        exp: 60,
        ttl: 1,
        status_list: { bits: 1, lst: '…', aggregation_uri: `${server.publicUrl}/status-lists` },
      },
    )
    assert.equal(bytesOf(list).length * 8, 131_072)
  })

  it('L3 gets the list as a file of its own type, for scripts of any origin, kept by caches no longer than its ttl', async () => {
    const { status, headers } = await fetch(await listOf())
    const { date: _, ...told } = Object.fromEntries(headers)
    assert.deepEqual(
      [status, told['content-type'], told['access-control-allow-origin'], told['cache-control']],
      [200, 'application/statuslist+jwt', '*', 'public, max-age=1'],
    )
  })

  it('gets it compressed when it takes gzip, and as it is otherwise', async () => {
    const uri = await listOf()
    const get = (headers: Record<string, string>) =>
      new Promise<[string | undefined, string]>((resolve, reject) => {
        request(uri, { headers }, async response => {
          const encoding = response.headers['content-encoding']
          const body = encoding === 'gzip' ? response.pipe(createGunzip()) : response
          resolve([encoding, await text(body)])
        })
          .on('error', reject)
          .end()
      })
    const [zipped, zippedList] = await get({ 'accept-encoding': 'gzip' })
    const [plain, plainList] = await get({ 'accept-encoding': 'identity' })
    assert.deepEqual([zipped, plain], ['gzip', undefined])
    assert.equal(decodeJwt(zippedList).sub, decodeJwt(plainList).sub)
  })

  it('finds all lists named at the address in the metadata', async () => {
    const uri = await listOf()
    const metadata = await (await fetch(`${server.publicUrl}/.well-known/oauth-authorization-server`)).json()
    const { status_list_aggregation_endpoint: address } = metadata as Record<string, string>
    const named = async () =>
      ((await (await fetch(address!)).json()) as { status_lists: string[] }).status_lists.includes(uri)
    await until(named)
  })

  it('is refused another media type, a time that is over, and lists that there are not', async () => {
    const uri = await listOf()
    const statusFor = async (address: string, accept = '*/*') =>
      (await fetch(address, { headers: { accept } })).status
    assert.equal(await statusFor(uri, 'application/statuslist+cwt'), 406)
    assert.equal(await statusFor(uri, 'application/statuslist+cwt, application/statuslist+jwt;q=0.5'), 200)
    assert.equal(await statusFor(`${uri}?time=1700000000`), 501)
    for (const other of ['/status-lists/1', '/status-lists/x', '/status-lists/99999999999999999999']) {
      assert.equal(await statusFor(server.publicUrl + other), 404, other)
    }
  })
})
