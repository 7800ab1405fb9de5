import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { apiHeaders, call, fetchToken, setting } from './call.ts'

/** Prints what happened to the bank's consents since the last time, one page at most. */
const base = setting('GJELD_URL').replace(/\/$/, '')
const client = { id: setting('GJELD_CLIENT_ID'), secret: setting('GJELD_CLIENT_SECRET') }

/** The name of the API, whatever its address is. */
const audience = 'https://api-preprod.norskgjeld.no/feed/v1/consent'
const feedUrl = `${base}/feed/v1/consent`
const stateFile = 'feed-sequence-number.txt'
const mostEvents = 500

const read = existsSync(stateFile) ? Number(readFileSync(stateFile, 'utf8')) : 1

const scope = 'client.access.consent.events'
const headers = apiHeaders(await fetchToken(`${base}/oauth2/token`, client, { scope, audience }))
const { firstSequenceNr } = await call({ method: 'GET', url: `${feedUrl}/firstSequenceNr`, headers })
const { lastSequenceNr } = await call({ method: 'GET', url: `${feedUrl}/lastSequenceNr`, headers })
if (!Number.isInteger(lastSequenceNr)) throw new TypeError('lastSequenceNr is no whole number')
console.log(`The feed goes from ${firstSequenceNr} to ${lastSequenceNr}; read until ${read}`)

if (Number(lastSequenceNr) > read) {
  const url = `${feedUrl}?fromSequenceNr=${read + 1}&limit=${mostEvents}`
  const { result, endSequenceNr } = await call({ method: 'GET', url, headers })
  for (const event of result as unknown[]) console.log(JSON.stringify(event))
  writeFileSync(stateFile, String(endSequenceNr))
}
