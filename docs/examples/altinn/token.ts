import { readFile } from 'node:fs/promises'
import { importJWK, SignJWT } from 'jose'

// Prints an access token: node token.ts <scope> [<authorization details, as JSON>]

const { TOKEN_SERVICE = '', CLIENT_ID = '', CLIENT_KEY = '' } = process.env
const [scope = '', details] = process.argv.slice(2)

const key = JSON.parse(await readFile(CLIENT_KEY, 'utf8'))
const now = Math.floor(Date.now() / 1000)
const claims = { scope, ...(details && { authorization_details: JSON.parse(details) }) }

const assertion = await new SignJWT(claims)
  .setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'JWT' })
  .setIssuer(CLIENT_ID)
  .setAudience(TOKEN_SERVICE)
  .setJti(crypto.randomUUID())
  .setIssuedAt(now)
  .setExpirationTime(now + 60)
  .sign(await importJWK(key, 'RS256'))

const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const response = await fetch(`${TOKEN_SERVICE}token`, {
  method: 'POST',
  body: new URLSearchParams({ grant_type, assertion }),
})
const answer = await response.json()
if (!response.ok) {
  console.error(`${answer.error}: ${answer.error_description}`)
  process.exit(1)
}
console.log(answer.access_token)
