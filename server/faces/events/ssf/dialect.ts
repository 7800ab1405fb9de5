import { z } from 'zod'
import type { DeliveryKind, SignalStream } from '../../../domain/signals/signal-stream.ts'
import type { Reply } from '../../../ports/signals/post.ts'
import type { SignalDialect, Verdict } from '../../../ports/signals/signal-dialect.ts'
import type { FaceTools } from '../../face-module.ts'
import { mayHear } from '../may-hear.ts'
import { seconds } from '../wire/consent-members.ts'
import { partiesOf } from '../wire/known-parties.ts'
import { draftsOf, noticeDraft } from '../wire/security-event.ts'

/** Kinds of streams that the API has. */
export const kinds: readonly DeliveryKind[] = ['push', 'poll']

type Tools = Pick<FaceTools, 'signer' | 'clock' | 'ids' | 'parties' | 'publicUrl'>

/** Security Event Tokens (RFC 8417), put at an address (RFC 8935) or asked for (RFC 8936). */
export function securityEvents({ signer, clock, ids, parties, publicUrl: issuer }: Tools): SignalDialect {
  let signing: ReturnType<typeof signer> | undefined
  const own = () => (signing ??= signer('RS256'))
  return {
    mayHear,
    async draft(stream, placed) {
      const known = await partiesOf(parties, placed)
      return placed.flatMap(one => draftsOf(one, { stream, parties: known, ids, issuer }))
    },
    draftNotice: noticeDraft,
    write: ({ clientId }, { id, content }) =>
      own().sign(
        { iss: issuer, jti: id, iat: seconds(clock.now()), aud: clientId, ...content },
        'secevent+jwt',
      ),
    address: ({ delivery }, body) => ({
      url: delivery.endpoint ?? '',
      headers: { 'content-type': 'application/secevent+jwt', accept: 'application/json', ...shown(delivery) },
      body,
    }),
    judge,
  }
}

const shown = ({ authorization }: SignalStream['delivery']) =>
  authorization === undefined ? {} : { authorization }

const Refused = z.object({ err: z.string() })

/** RFC 8935 section 2.4; 410 is our own. */
function judge({ status, text }: Reply): Verdict {
  if ([200, 202, 204].includes(status)) return { name: 'taken' }
  if (status === 410) return { name: 'gone' }
  const problem = status === 400 ? errorIn(text) : undefined
  return problem === undefined ? { name: 'again' } : { name: 'refused', problem }
}

function errorIn(text: string): string | undefined {
  try {
    return errorCode(Refused.parse(JSON.parse(text)).err)
  } catch {
    return undefined
  }
}

/** What a receiver calls its refusal, where that is a name. */
export const errorCode = (given: string): string => (/^[a-z_]{1,50}$/.test(given) ? given : 'unnamed')
