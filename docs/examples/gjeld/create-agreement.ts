import { apiHeaders, call, fetchToken, setting } from './call.ts'

/** Registers a consent that a person gave in the bank's own channel, and fetches what she owes. */
const base = setting('GJELD_URL').replace(/\/$/, '')
const client = { id: setting('GJELD_CLIENT_ID'), secret: setting('GJELD_CLIENT_SECRET') }

const nin = '14842249091'
const scope = 'debt.unsecured.presentation'
const days = '100'

const tokenUrl = `${base}/oauth2/token`
const agreementUrl = `${base}/v1/consent/agreement`
const debtUrl = `${base}/v1/debt`

const mayCreate = await fetchToken(tokenUrl, client, { scope: 'consent.create', audience: agreementUrl })
const body = JSON.stringify({
  nin,
  scope_of_consent: scope,
  consent_duration_days: days,
  client_consent_id: crypto.randomUUID(),
})
const agreement = await call({
  method: 'PUT',
  url: agreementUrl,
  headers: { ...apiHeaders(mayCreate), 'content-length': String(body.length) },
  body,
})
const { id } = agreement.consent as { id: string }
console.log(`Consent ${id}`)

const mayRead = await fetchToken(tokenUrl, client, { scope, audience: debtUrl })
const debt = await call({ method: 'GET', url: `${debtUrl}/${id}`, headers: apiHeaders(mayRead) })
console.log(JSON.stringify(debt, undefined, 2))
