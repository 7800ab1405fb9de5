import type { X509Certificate } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Context } from 'koa'
import type { Holder } from '../../../server/domain/grants/holder.ts'
import type { InspectedGrant } from '../../../server/domain/grants/authorization-grant.ts'
import type { ConsentRequestId, GrantId, PartyId } from '../../../server/domain/ids.ts'
import type { CertificateSubject, Client } from '../../../server/domain/registry/client.ts'
import type { AuditLog } from '../../../server/ports/ledger/audit-log.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { ConsentQuery } from '../../../server/ports/requests/consent-query.ts'
import type { Ids } from '../../../server/ports/ids.ts'
import type { Lanes } from '../../../server/ports/lanes.ts'
import type { Metrics } from '../../../server/ports/metrics.ts'
import type { RateLimiter } from '../../../server/ports/rate-limiter.ts'
import type { SecretHasher } from '../../../server/ports/secret-hasher.ts'
import type { AskedAuthorization } from '../../../server/ports/oauth/pending-authorization.ts'
import type { OpenOAuthModels } from '../../../server/ports/oauth/oauth-models.ts'
import type { SigningKey } from '../../../server/ports/oauth/signing-key-store.ts'
import type { Gate } from '../../../server/http/limits/gate.ts'
import type { ExchangeToken } from '../../../server/ports/oauth/token-exchange.ts'
import type { LiveToken } from '../../../server/ports/oauth/token-inspector.ts'
import type { TokenStatuses } from '../../../server/ports/oauth/token-statuses.ts'
import type { UnitOfWork } from '../../../server/ports/unit-of-work.ts'
import type { Problem } from '../../../server/domain/problem.ts'
import type { OAuthError } from '../errors/to-oauth-error.ts'

/** What an issuer is made of, beside its profile. */
export interface Materials {
  readonly openModels: OpenOAuthModels
  readonly unitOfWork: UnitOfWork
  readonly lanes: Lanes
  readonly clock: Clock
  readonly ids: Pick<Ids, 'secret'>
  readonly asks: Asks
  readonly secrets: Pick<SecretHasher, 'verify'>
  readonly keys: {
    /** Published keys of every algorithm: those of JWT access tokens first, and of each the one that signs first. */
    readonly current: () => readonly SigningKey[]
    readonly onChange: (listener: () => void) => void
    /** Seconds for which others may keep the published keys. */
    readonly mayBeKept: () => number
  }
  /** Gives tokens that nobody keeps their places in status lists. */
  readonly tokenStatuses: Pick<TokenStatuses, 'place'>
  /** What the metadata says besides of what stands beside the issuer. */
  readonly metadata: Readonly<Record<string, unknown>>
  /** What nonces for proofs of possession are made of: the same in every process, 32 bytes. */
  readonly nonceKey: () => Buffer
  /** `undefined` where no client is asked for one. */
  readonly certificates: ClientCertificates | undefined
  readonly query: Pick<ConsentQuery, 'findCoveringGrant'>
  /** For whom a client acts; `undefined` when nobody of that name was ever seen. */
  readonly holderOf: (client: Client) => Promise<Holder | undefined>
  /** A grant as it is at this moment, for the client that it was given through; `undefined` for any other. */
  readonly inspectGrant: (wanted: {
    readonly id: GrantId
    readonly client: Client
  }) => Promise<InspectedGrant | undefined>
  /** Whether a token is good, for the resource server that asks. */
  readonly inspect: (token: string, asking: Client) => Promise<LiveToken | undefined>
  /** Gives a processor a token for another one, inside a unit of work. */
  readonly exchange: (command: ExchangeToken) => Promise<void>
  /** The national identity number behind a token, where its resource may know it. */
  readonly revealIdentity: (token: Pick<LiveToken, 'audience' | 'party'>) => Promise<string | undefined>
  /** Introspections that found nothing, by the client that asked. */
  readonly misses: RateLimiter
  /** Characters of `state` and `nonce` that an authorization may have. */
  readonly longestState: number
  /** What may come only so often from one network. */
  readonly gate: Gate
  readonly audit: AuditLog
  readonly metrics: Pick<Metrics, 'tokenIssued' | 'introspected' | 'replayDetected'>
  readonly pages: OAuthPages
  readonly onError: (
    error: unknown,
    context: { readonly path: string; readonly traceId: string | undefined },
  ) => void
  /** How long a login at the pages can last. */
  readonly longestLoginSeconds: number
  /** Who is logged in at the pages of this browser at this moment. */
  readonly personAtPages: (ctx: Context) => Promise<PartyId | undefined>
  /** The person logged out here: ends the session at the pages, too. */
  readonly onLogout: (ctx: Context) => Promise<void>
}

/** Questions to people whose client comes without a browser. */
export interface Asks {
  /** The person with this number, known here before or not; `undefined` for what is nobody's number. */
  identify(number: string): Promise<PartyId | undefined>
  /** Throws what `readAsk` throws for a question that may not be put. */
  assertAskable(asked: AskedAuthorization): Promise<void>
  /** Puts the question. Throws `LimitReached` for a person who was asked too often. */
  ask(question: {
    readonly id: ConsentRequestId
    readonly asked: AskedAuthorization
    readonly person: PartyId
  }): Promise<void>
}

/** What people see of an issuer. Each sets status, type, body and headers of its own; nothing of the URL is shown, though links to other languages keep it. */
export interface OAuthPages {
  error(
    ctx: Context,
    shown: OAuthError & {
      readonly status: number
      readonly traceId: string | undefined
      /** When people are told of it in words of its own. */
      readonly problem?: Problem
    },
  ): Promise<void>
  /**
   * A form, method POST to `action`, with `fields` hidden and a button `logout` with the value `yes`. `leadsOut` says
   * that either answer leads back to a client by redirect.
   */
  confirmLogout(
    ctx: Context,
    form: {
      readonly action: string
      readonly fields: Readonly<Record<string, string>>
      readonly leadsOut: boolean
    },
  ): void
  loggedOut(ctx: Context): void
  /** An answer by `form_post`: one form to `action`, sent by itself or by its only button. */
  formPost(
    ctx: Context,
    form: { readonly action: string; readonly fields: Readonly<Record<string, unknown>> },
  ): void
  /** Throws `request.forged` for a form that a page of another origin sent. */
  assertOwnPost(ctx: Context, origin: string): void
}

/** Certificates that clients show as they connect (RFC 8705). */
export interface ClientCertificates {
  /** Where clients are asked for one; the endpoints lie below as they lie below the issuer. */
  readonly origin: string
  /**
   * The one that was shown, whoever made it: the connection is its owner's. Throws `request.malformed` when a proxy names more
   * than one, or something else.
   */
  shownIn(request: IncomingMessage): X509Certificate | undefined
  /** Whether its chain leads to a root of the operator's at this moment. */
  isTrusted(certificate: X509Certificate): boolean
  /** Whether it was issued to this subject. */
  isOf(certificate: X509Certificate, subject: CertificateSubject): boolean
}
