import { readSecrets, secretsAt } from '../../../domain/signals/webhook-secrets.ts'
import type { PlacedSignal } from '../../../domain/signals/consent-signal.ts'
import type { SignalStream, StreamNotice } from '../../../domain/signals/signal-stream.ts'
import { utcText } from '../../../domain/text/utc-text.ts'
import type { Reply } from '../../../ports/signals/post.ts'
import type { Draft, PlacedDraft, SignalDialect, Verdict } from '../../../ports/signals/signal-dialect.ts'
import type { FaceTools } from '../../face-module.ts'
import { mayHear } from '../may-hear.ts'
import { type ConsentMembers, consentMembers, seconds } from '../wire/consent-members.ts'
import { partiesOf } from '../wire/known-parties.ts'
import { lossReason } from '../wire/loss-reason.ts'
import { keyOf } from './secrets.ts'

type Tools = Pick<FaceTools, 'clock' | 'parties' | 'messageCode'>

/** What happened, as JSON that is signed by a secret which the receiver has, too (Standard Webhooks). */
export const webhooks = ({ clock, parties, messageCode }: Tools): SignalDialect => ({
  mayHear,
  async draft(stream, placed) {
    const known = await partiesOf(parties, placed)
    const drafts = placed.map(one => draftOf(one, consentMembers(one, { feed: stream.feed, parties: known })))
    return drafts.filter(({ content }) => isWanted(stream, content.type))
  },
  draftNotice: noticeDraft,
  write: async (_stream, { content }) => JSON.stringify(content),
  address({ delivery }, body, { id }) {
    const now = clock.now()
    const timestamp = String(seconds(now))
    const signature = (secret: string) => `v1,${messageCode(keyOf(secret), `${id}.${timestamp}.${body}`)}`
    return {
      url: delivery.endpoint ?? '',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': secretsAt(readSecrets(delivery.authorization ?? ''), now)
          .map(signature)
          .join(' '),
      },
      body,
    }
  },
  judge,
})

interface Content extends Readonly<Record<string, unknown>> {
  readonly type: string
}

function draftOf({ place, signal }: PlacedSignal, data: ConsentMembers): PlacedDraft & { content: Content } {
  const { id, type, at, grantId, requestId } = signal
  return {
    id,
    place,
    subject: grantId ?? requestId ?? '',
    content: { type: `consent.${type}`, timestamp: utcText(at), data },
  }
}

const isWanted = ({ eventsRequested }: SignalStream, type: string): boolean =>
  eventsRequested?.includes(type) ?? true

/** Nobody asks for a verification of a webhook. */
const noticeDraft = ({ id: webhook_id }: SignalStream, notice: StreamNotice): Draft => ({
  id: notice.id,
  content: {
    type: `webhook.${notice.about === 'status' ? notice.status : notice.about}`,
    timestamp: utcText(notice.at),
    data: { webhook_id, ...reasonIn(notice) },
  },
})

function reasonIn(notice: StreamNotice): { readonly reason?: string; readonly cursor?: string } {
  if (notice.about === 'loss') return { cursor: String(notice.place), reason: lossReason(notice) }
  return notice.about === 'status' && notice.reason ? { reason: notice.reason } : {}
}

function judge({ status }: Reply): Verdict {
  if (status >= 200 && status < 300) return { name: 'taken' }
  return { name: status === 410 ? 'gone' : 'again' }
}
