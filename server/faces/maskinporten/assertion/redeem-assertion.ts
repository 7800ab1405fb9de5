import type { Client } from '../../../domain/registry/client.ts'
import { unreadableBy } from '../../../domain/registry/jwt-header.ts'
import type { SentAssertion } from '../../../ports/oauth/assertions.ts'
import { assertTimely } from './assert-timely.ts'
import { type Key, findKey } from './find-key.ts'
import type { MaskinportenTools } from '../maskinporten-tools.ts'
import { face } from '../names.ts'
import { refuse } from '../wire/refusals.ts'

/** An assertion that is believed: who made it, and what it says. */
export interface Believed {
  readonly client: Client
  readonly amr: Key['amr']
  readonly claims: SentAssertion['claims']
}

export type RedeemingTools = Pick<
  MaskinportenTools,
  'assertions' | 'audit' | 'certificates' | 'clients' | 'clock' | 'issuer' | 'metrics' | 'replays'
>

/** A repeat is refused for that long after the assertion itself is too old. */
const secondsAfterExpiry = 60

/**
 * Believes an assertion, once. Throws `assertion.*` for every other. What counts is when it came: it does not expire while
 * it waits for us.
 */
export async function redeemAssertion(tools: RedeemingTools, compact: string): Promise<Believed> {
  const cameAt = tools.clock.now()
  const sent = tools.assertions.read(compact)
  if (!sent) throw refuse('assertion.malformed', 'The assertion is no JWT')
  const strange = unreadableBy(sent.header)
  if (strange) throw refuse('assertion.malformed', `The header ${strange} is not supported`)
  const client = await clientOf(tools, sent)
  const { key, amr } = await findKey(tools, sent.header, client)
  if (!(await tools.assertions.isSignedBy(compact, key))) {
    throw refuse('assertion.wrong-signature', 'The signature does not fit the key')
  }
  assertMeantForUs(tools, sent)
  const expiresAt = assertTimely(sent.claims, cameAt)
  await burn(tools, client, { name: nameOf(sent, compact), expiresAt })
  return { client, amr, claims: sent.claims }
}

async function clientOf({ clients }: RedeemingTools, { claims: { iss } }: SentAssertion): Promise<Client> {
  const client = typeof iss === 'string' ? await clients.find(iss) : undefined
  if (client?.face === face) return client
  throw refuse('assertion.unknown-issuer', 'No client has the id that stands in iss')
}

function assertMeantForUs({ issuer }: RedeemingTools, { claims: { aud } }: SentAssertion): void {
  const [audience, ...more] = Array.isArray(aud) ? aud : [aud]
  const ours = [issuer, issuer.replace(/\/$/, ''), `${issuer}token`]
  if (more.length === 0 && ours.includes(audience)) return
  throw refuse('assertion.wrong-audience', `aud must be ${issuer}`)
}

/**
 * What an assertion is known by when it comes again: its `jti`, or all that is signed. The signature itself may be written
 * in several ways.
 */
function nameOf({ claims: { jti } }: SentAssertion, compact: string): readonly string[] {
  if (jti === undefined) return ['signed', compact.slice(0, compact.lastIndexOf('.'))]
  if (typeof jti === 'string' && jti !== '') return [jti]
  throw refuse('assertion.malformed', 'jti must be a text')
}

async function burn(
  { audit, metrics, replays, issuer }: RedeemingTools,
  { id }: Client,
  { name, expiresAt }: { readonly name: readonly string[]; readonly expiresAt: Date },
): Promise<void> {
  const until = new Date(expiresAt.getTime() + secondsAfterExpiry * 1000)
  if (await replays.burn([issuer, id, ...name], until)) return
  metrics.replayDetected('assertion')
  audit.record({ what: 'token.replayed', clientId: id, kind: 'assertion' })
  throw refuse('assertion.replayed', 'The assertion was used before')
}
