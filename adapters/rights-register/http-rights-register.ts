import { z } from 'zod'
import { marketParty, organization, type PartyIdentifier, person } from '../../server/domain/party.ts'
import { Problem } from '../../server/domain/problem.ts'
import { ask } from '../outbound/ask.ts'
import { jsonOf } from '../outbound/json-of.ts'

export interface RemoteRights {
  /** Without a slash at its end. */
  readonly url: string
  /** Sent as a bearer token. */
  readonly token: string | undefined
  readonly timeoutSeconds: number
}

export interface RightsRegister {
  /** Whether one may do all of this for the other now. Throws `rights-register.unavailable` in doubt. */
  mayAct(question: {
    readonly actor: PartyIdentifier
    readonly onBehalfOf: PartyIdentifier
    readonly rights: readonly { readonly resource: string; readonly action: string }[]
  }): Promise<boolean>
  /** Whose consents one may read or answer now. Throws `rights-register.unavailable` in doubt. */
  actsFor(actor: PartyIdentifier): Promise<readonly PartyIdentifier[]>
}

const mostBytes = 64 * 1024

const MayAct = z.looseObject({ may_act: z.boolean() })

const Named = z.union([
  z.looseObject({ nin: z.string().regex(/^\d{11}$/) }).transform(({ nin }) => person(nin)),
  z.looseObject({ orgno: z.string().regex(/^\d{9}$/) }).transform(({ orgno }) => organization(orgno)),
  z.looseObject({ gln: z.string().regex(/^\d{13}$/) }).transform(({ gln }) => marketParty(gln)),
])

const ActsFor = z.looseObject({ acts_for: z.array(Named).max(1000) })

/**
 * A register over HTTP: `POST <url>/may-act` and `POST <url>/acts-for`, as docs/rights.md describes them. Anything but an answer of
 * that form with status 200 is doubt.
 */
export function httpRightsRegister({ url, token, timeoutSeconds }: RemoteRights): RightsRegister {
  const put = async <T>(path: string, question: unknown, answer: z.ZodType<T>): Promise<T> => {
    const reply = await ask({
      url: `${url}${path}`,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(question),
      timeoutSeconds,
      mostBytes,
    }).catch(() => undefined)
    const read = reply?.status === 200 ? jsonOf(answer, reply.text) : undefined
    if (read) return read
    throw new Problem('rights-register.unavailable', 'The register of rights does not answer; try again')
  }
  return {
    async mayAct({ actor, onBehalfOf, rights }) {
      const question = { actor: named(actor), on_behalf_of: named(onBehalfOf), rights }
      return (await put('/may-act', question, MayAct)).may_act
    },
    async actsFor(actor) {
      return (await put('/acts-for', { actor: named(actor) }, ActsFor)).acts_for
    },
  }
}

const named = ({ scheme, value }: PartyIdentifier) => ({ [scheme]: value })
