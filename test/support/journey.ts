import { toTokens, type Tokens } from './client-program.ts'
import type { Code, Wishes } from './consenting-person.ts'
import type { SamtykkePlace } from './samtykke-place.ts'

type Place = Pick<SamtykkePlace, 'person' | 'program' | 'origins'>

/** A yes, and the code that the client got for it. */
export async function obtainCode({ person, origins }: Place, wishes: Wishes = {}): Promise<Code> {
  const question = await person.ask(wishes)
  return person.comeBack(await person.sayYes(question, origins[0]!), question)
}

/** A yes, and the tokens under it. */
export async function obtainTokens(place: Place, wishes: Wishes = {}): Promise<Tokens> {
  const { program, origins } = place
  const code = await obtainCode(place, wishes)
  const exchange = wishes.client_id === 'demo-public' ? program.exchangeAsPublic : program.exchange
  return toTokens(await exchange(code, origins[0]!))
}

/** The grant under an active access token. */
export async function grantOf({ program, origins }: Place, { accessToken }: Tokens): Promise<string> {
  const { json, text } = await program.introspect(accessToken, origins[0]!)
  if (typeof json.grant_id !== 'string') throw new Error(`A grant was expected, not ${text}`)
  return json.grant_id
}

/** Whether a resource server at this process is told that the token is good. Throws when it is told neither. */
export async function isActive({ program }: Place, token: string, origin: string): Promise<boolean> {
  const { status, json } = await program.introspect(token, origin)
  if (status !== 200 || typeof json.active !== 'boolean') throw new Error(`Introspection said ${status}`)
  return json.active
}
