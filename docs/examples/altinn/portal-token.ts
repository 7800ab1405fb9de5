import { readFile } from 'node:fs/promises'
import { importJWK, SignJWT } from 'jose'

// Prints what the demo's portal sends for one of the demo's persons: node portal-token.ts P1

const { SAMTYKKE_DATA_DIR = 'data' } = process.env
const [name = 'P1'] = process.argv.slice(2)

const { altinn } = JSON.parse(await readFile(`${SAMTYKKE_DATA_DIR}/demo.json`, 'utf8'))
const { issuer, jwk } = altinn.endUserIssuer
const now = Math.floor(Date.now() / 1000)
const token = await new SignJWT({
  scope: 'altinn:portal/enduser',
  'urn:altinn:party:uuid': altinn.parties[name].uuid,
})
  .setProtectedHeader({ alg: 'RS256', kid: jwk.kid })
  .setIssuer(issuer)
  .setIssuedAt(now)
  .setExpirationTime(now + 600)
  .sign(await importJWK(jwk, 'RS256'))
console.log(token)
