import { type Client, mayUse } from '../domain/registry/client.ts'
import { isPrintable } from '../domain/registry/client-secret.ts'
import type { SecretHasher } from '../ports/secret-hasher.ts'
import type { Gate } from './limits/gate.ts'

/** What HTTP Basic names: a client and its secret, neither of them empty. */
export interface BasicCredentials {
  readonly id: string
  readonly secret: string
}

/**
 * The credentials of an `Authorization` header; `undefined` for everything that is no well-formed HTTP Basic (RFC 7617)
 * of a client: id and secret are form-encoded first (RFC 6749 section 2.3.1). One that cannot have been encoded, as a
 * `%` with no two hexadecimal digits after it shows, is taken as it is written.
 */
export function readBasic(authorization: string | undefined): BasicCredentials | undefined {
  const [, encoded] = /^basic ([A-Za-z0-9+/]+={0,2})$/i.exec(authorization ?? '') ?? []
  const text = Buffer.from(encoded ?? '', 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon === -1) return undefined
  const [id, secret] = [formDecoded(text.slice(0, colon)), formDecoded(text.slice(colon + 1))]
  return isPrintable(id) && isPrintable(secret) ? { id, secret } : undefined
}

/** The header that every reader of form-encoded HTTP Basic understands alike. */
export const writeBasic = ({ id, secret }: BasicCredentials): string =>
  `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`

/** A secret, and the way that it came. */
export interface PresentedSecret extends BasicCredentials {
  readonly method: 'client_secret_basic' | 'client_secret_post'
}

interface Trying {
  readonly secrets: Pick<SecretHasher, 'verify'>
  readonly gate: Pick<Gate, 'hindrance'>
  /** Where the secret comes from. */
  readonly network: string
}

/**
 * Whether it is a secret of the client's. One that was generated cannot be guessed and is always looked at; one that
 * somebody chose is not while too much fails there.
 */
export async function isSecretOf(
  { id, secrets: kept }: Client,
  secret: string,
  { secrets, gate, network }: Trying,
): Promise<boolean> {
  const generated = kept.filter(({ method }) => method === 'sha256')
  const isGuessable = generated.length < kept.length
  const tried = isGuessable && (await gate.hindrance({ network, clientId: id })) ? generated : kept
  return secrets.verify(secret, tried)
}

interface Known extends Trying {
  readonly face: string
  readonly findClient: (id: string, how?: 'anew') => Promise<Client | undefined>
}

/**
 * The face's client that presents its secret in the way it is registered for; `undefined` for everybody else, after the same
 * work (decision 0027).
 */
export async function authenticateClient(
  presented: PresentedSecret | undefined,
  { face, ...known }: Known,
): Promise<Client | undefined> {
  if (!presented) return undefined
  const client = await known.findClient(presented.id)
  return verifyAnew(client?.face === face ? client : undefined, presented, known)
}

/**
 * The client, if the secret is one of its. One that does not fit is tried once more where the client has changed since it was
 * read; for nobody, and for a client that comes in another way, the same is done in vain.
 */
export async function verifyAnew(
  client: Client | undefined,
  presented: PresentedSecret,
  { findClient, ...trying }: Omit<Known, 'face'>,
): Promise<Client | undefined> {
  if (await fits(client, presented, trying)) return client
  if (!client) return undefined
  const now = await findClient(presented.id, 'anew')
  const isChanged = now !== undefined && now.face === client.face && now.version !== client.version
  return isChanged && (await fits(now, presented, trying)) ? now : undefined
}

function fits(
  client: Client | undefined,
  { secret, method }: PresentedSecret,
  trying: Trying,
): Promise<boolean> {
  if (client && mayUse(client, method)) return isSecretOf(client, secret, trying)
  return trying.secrets.verify(secret, [])
}

function formDecoded(written: string): string {
  try {
    return decodeURIComponent(written.replaceAll('+', '%20'))
  } catch {
    return written
  }
}
