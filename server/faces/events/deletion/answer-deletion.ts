import { z } from 'zod'
import type { GrantId } from '../../../domain/ids.ts'
import { Problem } from '../../../domain/problem.ts'
import { languages } from '../../../domain/text/text.ts'
import { route } from '../../../http/api/route.ts'
import type { Core } from '../../../usecases/index.ts'
import type { AnswerDeletion } from '../../../usecases/grants/answer-deletion.ts'
import type { Receiver } from '../caller.ts'
import { DeletionDocument, deletionDocument } from './deletion-document.ts'

const Params = z.object({ grant_id: z.uuid().describe('The `consent_id` that the event told') })

const Deleted = z.strictObject({
  status: z.literal('deleted').describe('What was fetched is deleted'),
  deleted_at: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('When it was deleted, ISO 8601; now when not said'),
})

const Refused = z.strictObject({
  status: z.literal('refused').describe('It has to be kept'),
  basis: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .describe('By which law it has to be kept, what of it and how long, in words for the person'),
  language: z
    .enum(languages)
    .optional()
    .describe('The language of `basis`, so that it is read aloud as it should be'),
})

const Answer = z.discriminatedUnion('status', [Deleted, Refused])

type Answer = z.infer<typeof Answer>

/** Whoever got a consent, or carried it out, answers the person who asked for deletion. */
export const answerDeletion = ({ core }: { readonly core: Pick<Core, 'answerDeletion'> }) =>
  route<Receiver, z.infer<typeof Params>, unknown, Answer>({
    method: 'post',
    path: '/grants/:grant_id/deletion',
    operationId: 'answerDeletion',
    summary: 'Say that what was fetched by a consent is deleted, or why it has to be kept',
    params: Params,
    body: Answer,
    response: { status: 200, description: 'What the person reads', body: DeletionDocument },
    refusals: ['authorization-grant.not-found', 'deletion.not-found', 'deletion.answered'],
    handle: async ({ caller: { client, feed }, params, body }) => {
      if (feed.kind !== 'party') throw new Problem('authorization-grant.not-found', 'No such grant')
      const deletion = await core.answerDeletion({
        id: params.grant_id as GrantId,
        by: feed.party,
        clientId: client.id,
        answer: answerIn(body),
      })
      return { status: 200, body: deletionDocument(deletion) }
    },
  })

function answerIn(body: Answer): AnswerDeletion['answer'] {
  if (body.status === 'refused') return { name: 'refused', basis: body.basis, language: body.language }
  return { name: 'done', deletedAt: body.deleted_at === undefined ? undefined : new Date(body.deleted_at) }
}
